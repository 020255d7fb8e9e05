import type { UserSettings } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { countCharacters } from '$lib/text';

/** How long a post may be, content warning included, as `countCharacters` counts. */
export const MOST_CHARACTERS = 500;

/** The audiences a member chooses from. */
export const AUDIENCES = ['public', 'unlisted', 'private', 'direct'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a member wants to post; what is undefined follows from their settings. */
export interface Draft {
    text: string;
    contentWarning: string;
    visibility?: Audience;
    sensitive?: boolean;
    language?: string;
    inReplyToId?: string;
    mediaIds: string[];
}

/** A draft that can be posted as it stands. */
export type CheckedDraft = Draft &
    Required<Pick<Draft, 'visibility' | 'sensitive'>> & { language: string | null };

/**
 * Completes a draft from the member's settings and checks what can be checked without asking the database.
 * @throws Unprocessable for an empty post and one that is too long.
 */
export function checkDraft(
    draft: Draft,
    { settings, locale }: { settings: UserSettings; locale: string },
): CheckedDraft {
    const contentWarning = draft.contentWarning.trim();
    const isEmpty = draft.text.trim() === '';
    if (isEmpty && contentWarning === '' && draft.mediaIds.length === 0)
        throw new Unprocessable("Validation failed: Text can't be blank");
    if (countCharacters(draft.text) + countCharacters(contentWarning) > MOST_CHARACTERS)
        throw new Unprocessable(`Validation failed: Text character limit of ${MOST_CHARACTERS} exceeded`);
    return {
        ...draft,
        contentWarning,
        // A warning needs something to stand before.
        text: isEmpty && contentWarning !== '' && draft.mediaIds.length === 0 ? '.' : draft.text,
        visibility: draft.visibility ?? settings.defaultVisibility ?? 'public',
        sensitive: contentWarning !== '' || (draft.sensitive ?? settings.defaultSensitive ?? false),
        language: draft.language ?? settings.defaultLanguage ?? locale,
    };
}
