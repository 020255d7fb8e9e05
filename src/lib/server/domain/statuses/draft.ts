import type { CONTENT_TYPES, InteractionPolicy, UserSettings } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { countCharacters, detectLanguage } from '$lib/text';
import type { StatusRow } from './find-visible-status';
import { policyOf } from './draft-policy';
import type { QuotePolicy } from './interaction-policy';
import { checkPoll, type PollDraft } from './poll-draft';

/** How long a post may be, content warning included, as `countCharacters` counts. */
export const MOST_CHARACTERS = 500;

/** The audiences a member chooses from. */
export const AUDIENCES = ['public', 'unlisted', 'private', 'direct'] as const;
export type Audience = (typeof AUDIENCES)[number];
export type ContentType = (typeof CONTENT_TYPES)[number];

/** What a post says and shows: what writing one and editing one have in common. */
export interface Content {
    text: string;
    /** How `text` is to be read; plain unless said otherwise. */
    contentType?: ContentType;
    contentWarning: string;
    sensitive?: boolean;
    /** A language tag; null names none. */
    language?: string | null;
    mediaIds: string[];
    poll?: PollDraft;
}

/** What a member wants to post; what is undefined follows from their settings. */
export interface Draft extends Content {
    visibility?: Audience;
    inReplyToId?: string;
    quotedStatusId?: string;
    /** Who may quote it. */
    quotePolicy?: QuotePolicy;
    /** Who may do what with it besides. */
    interactionPolicy?: InteractionPolicy | null;
    /** For members of this community alone. A reply to such a post, or a quote of it, is one. */
    localOnly?: boolean;
    /** The only people it may name; anybody where it is left out. */
    allowedMentionIds?: string[];
    /** When it is to appear; now, where it is left out or has passed. */
    scheduledAt?: Date;
}

/** What a post is to be from now on: it replaces what the post was, and what is left out is taken away. */
export interface Revision extends Content {
    /** New descriptions and focal points of media that the post shows. */
    mediaChanges: MediaChange[];
}

/** What becomes of the words that go with a file; what is undefined stays. */
export interface MediaChange {
    id: string;
    description?: string;
    /** −1 to 1 each, from left to right and from bottom to top. */
    focus?: { x: number; y: number };
}

type CheckedContent = Content & Required<Pick<Content, 'contentType' | 'sensitive' | 'language'>>;

/** A draft that can be posted as it stands. */
export type CheckedDraft = Draft &
    CheckedContent &
    Required<Pick<Draft, 'visibility' | 'quotePolicy' | 'interactionPolicy'>>;

/** A revision that can be made as it stands. */
export type CheckedRevision = Revision & CheckedContent;

/**
 * Completes a draft from the member's settings and checks what can be checked without asking the database.
 * @throws Unprocessable for an empty post, one that is too long, and a poll that cannot be asked.
 */
export function checkDraft(
    draft: Draft,
    { settings, locale }: { settings: UserSettings; locale: string },
): CheckedDraft {
    const contentWarning = draft.contentWarning.trim();
    const visibility = draft.visibility ?? settings.defaultVisibility ?? 'public';
    const isEmpty = draft.text.trim() === '';
    // A warning needs something to stand before.
    const needsFiller = isEmpty && contentWarning !== '' && !showsSomething(draft);
    const checked = {
        ...draft,
        contentWarning,
        text: needsFiller ? '.' : draft.text,
        contentType: draft.contentType ?? 'text/plain',
        visibility,
        ...policyOf(draft, visibility, settings),
        sensitive: contentWarning !== '' || (draft.sensitive ?? settings.defaultSensitive ?? false),
        language: draft.language ?? settings.defaultLanguage ?? detectLanguage(draft.text) ?? locale,
        poll: checkQuestion(draft),
    };
    checkLength(checked, { quotes: draft.quotedStatusId !== undefined });
    return checked;
}

/**
 * Completes a revision from what the post is at present. A warning that has no text left to stand before becomes the
 * text.
 * @throws Unprocessable for an empty post, one that is too long, and a poll that cannot be asked.
 */
export function checkRevision(
    revision: Revision,
    { contentType, language, quoteOfUri }: Pick<StatusRow, 'contentType' | 'language' | 'quoteOfUri'>,
): CheckedRevision {
    const warning = revision.contentWarning.trim();
    const isEmpty = revision.text.trim() === '';
    const contentWarning = isEmpty ? '' : warning;
    const checked = {
        ...revision,
        contentWarning,
        text: isEmpty ? warning : revision.text,
        contentType: revision.contentType ?? contentType,
        sensitive: contentWarning !== '' || (revision.sensitive ?? false),
        language: revision.language ?? language,
        poll: checkQuestion(revision),
    };
    checkLength(checked, { quotes: quoteOfUri !== null });
    return checked;
}

/** Everything a post says in words, which is where emoji stand. */
export function textsOf({ text, contentWarning, poll }: Content): string[] {
    return [text, contentWarning, ...(poll?.options ?? [])];
}

/** A post asks or shows: apps have no place for both. */
function checkQuestion({ poll, mediaIds }: Content): PollDraft | undefined {
    if (poll && mediaIds.length > 0)
        throw new Unprocessable('Validation failed: A poll cannot have media attached');
    return poll && checkPoll(poll);
}

/** Has it something besides words? */
function showsSomething({ mediaIds }: Content): boolean {
    return mediaIds.length > 0;
}

/** A quote may stand without a word. */
function checkLength(content: Content, { quotes }: { quotes: boolean }): void {
    if (content.text.trim() === '' && !showsSomething(content) && !quotes)
        throw new Unprocessable("Validation failed: Text can't be blank");
    if (countCharacters(content.text) + countCharacters(content.contentWarning) > MOST_CHARACTERS)
        throw new Unprocessable(`Validation failed: Text character limit of ${MOST_CHARACTERS} exceeded`);
}
