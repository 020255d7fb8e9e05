import { eq, sql } from 'drizzle-orm';
import { newId, prepared, type Database, type Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { Forbidden, NotFound, ServiceUnavailable } from '../../errors';
import { emit } from '../../events';
import { renderStatusHtml } from '$lib/text';
import { findEmojis } from '../emoji';
import { hashtagPage } from '../hashtags';
import { attachMedia } from '../media';
import type { Viewer } from '../users';
import { composedText, type ComposedText } from './composed-text';
import { checkDraft, textsOf, type CheckedDraft, type Draft } from './draft';
import { findActedOnStatus, type StatusRow } from './find-visible-status';
import { findAddressees, type Addressees } from './find-addressees';
import { insertStatus } from './insert-status';
import { openPoll } from './keep-poll';
import { introduceAddressees } from './introduce-addressees';
import { askPermission } from './ask-permission';
import { isLeftToAuthor } from './permit';
import { checkMentions } from './unexpected-mentions';
import { announceQuote, findDraftQuote, type DraftQuote } from './quote-of-draft';

/** A draft that was checked and read, and whose people are known here as far as they can be. */
export interface PreparedDraft {
    checked: CheckedDraft;
    composed: ComposedText;
}

/**
 * Does for a draft what has to be done before a transaction begins: other servers may be asked who their people are.
 * @throws Unprocessable for a draft that cannot be posted.
 */
export async function prepareDraft(db: Database, viewer: Viewer, draft: Draft): Promise<PreparedDraft> {
    const checked = checkDraft(draft, viewer);
    const composed = composedText(checked);
    await introduceAddressees(db, composed.mentions);
    return { checked, composed };
}

/**
 * Writes a prepared draft as the status `id`, with everything that hangs on it.
 * A reply that the author of its parent decides about waits, seen by the two alone.
 * @throws Unprocessable for what cannot be posted, NotFound for a reply to, or a quote of, what the member may not see,
 * Forbidden for a reply that is not allowed.
 */
export async function writePost(
    tx: Transaction,
    viewer: Viewer,
    { checked, composed }: PreparedDraft,
    id = newId(),
): Promise<Pick<StatusRow, 'id'>> {
    // Asked together, which is one trip to the database.
    const [author, parent, addressees, emojis] = await Promise.all([
        findAuthor(tx, viewer),
        findParent(tx, viewer, checked.inReplyToId),
        findAddressees(tx, viewer, composed.mentions),
        findEmojis(tx, textsOf(checked)),
    ]);
    const mustWait = parent !== undefined && (await isLeftToAuthor(tx, viewer, 'reply', parent));
    checkMentions(addressees.ids, checked.allowedMentionIds);
    const quote = await findDraftQuote(tx, viewer, { id, draft: checked, namedIds: addressees.ids });
    const { appId } = viewer;
    const row = rowOf(id, { author, checked, composed, parent, addressees, emojis, quote, appId });
    const named = {
        mentions: addressees.ids.map((accountId) => ({ accountId })),
        hashtags: composed.hashtags,
    };
    // Told on the same trip; what comes to nothing takes the fact with it.
    const [status] = await Promise.all([
        insertStatus(tx, { ...row, awaitsApproval: mustWait }, named),
        mustWait ? undefined : emit(tx, { type: 'status.created', statusId: id }),
    ]);
    // The id names the idempotency row and the address already: one that is taken means to try again.
    if (status?.id !== id) throw new ServiceUnavailable();
    const media = await attachMedia(tx, viewer, { statusId: status.id }, checked.mediaIds);
    await fillEmptyText(tx, status, media);
    if (checked.poll) await openPoll(tx, status.id, checked.poll);
    if (mustWait) await askPermission(tx, viewer, 'reply', parent, { byStatusId: status.id });
    if (quote) await announceQuote(tx, viewer, status, quote);
    return status;
}

interface Author {
    id: string;
    uri: string;
    url: string | null;
    silenced: boolean;
}

async function findAuthor(tx: Transaction, { accountId }: Viewer): Promise<Author> {
    const [author] = await authorById(tx, { accountId });
    if (!author) throw new Forbidden();
    return author;
}

const authorById = prepared<Author, { accountId: string }>(
    (parameter) => sql`
        select id, uri, url, silenced_at is not null as silenced from accounts
        where id = ${parameter('accountId', 'bigint')} and suspended_at is null`,
);

/** What a reply answers: a boost stands for what it boosts. */
async function findParent(
    tx: Transaction,
    viewer: Viewer,
    id: string | undefined,
): Promise<StatusRow | undefined> {
    if (id === undefined) return undefined;
    return findActedOnStatus(tx, viewer, id).catch((error: unknown) => {
        throw error instanceof NotFound
            ? new NotFound('The post you are trying to reply to does not appear to exist.')
            : error;
    });
}

interface Parts {
    author: Author;
    checked: CheckedDraft;
    composed: ComposedText;
    parent: StatusRow | undefined;
    addressees: Addressees;
    emojis: Record<string, string>;
    quote: DraftQuote | undefined;
    appId: string | null;
}

function rowOf(
    id: string,
    { author, checked, composed, parent, addressees, emojis, quote, appId }: Parts,
): typeof statuses.$inferInsert {
    // Somebody limited reaches their followers; the public timelines are not theirs.
    const visibility = quote?.columns.visibility ?? checked.visibility;
    const isLimited = visibility === 'public' && author.silenced;
    const uri = `${author.uri}/statuses/${id}`;
    return {
        id,
        accountId: author.id,
        uri,
        url: `${author.url ?? author.uri}/${id}`,
        local: true,
        localOnly: [checked, parent, quote?.quoted].some((part) => part?.localOnly === true),
        ...quote?.columns,
        visibility: isLimited ? 'unlisted' : visibility,
        quotePolicy: checked.quotePolicy,
        interactionPolicy: checked.interactionPolicy,
        source: checked.text,
        contentType: checked.contentType,
        contentHtml: composed.html({ mentions: addressees.targets, hashtagUrl: hashtagPage }),
        contentWarning: checked.contentWarning,
        sensitive: checked.sensitive,
        language: checked.language,
        emojis,
        inReplyToId: parent?.id ?? null,
        inReplyToAccountId: parent?.accountId ?? null,
        inReplyToUri: parent?.uri ?? null,
        // A thread is named by its first post.
        conversationId: parent ? (parent.conversationId ?? parent.id) : id,
        // Whoever began it gathers it (FEP-7888).
        contextUri: parent ? parent.contextUri : `${uri}/context`,
        appId,
        createdAt: new Date(),
    };
}

const FILLERS = { image: '🖼', gifv: '📹', video: '📹', audio: '🎵', unknown: '🖼' } as const;

/** Media behind a content warning and without a word get a sign of what waits there. */
async function fillEmptyText(
    tx: Transaction,
    { id, source, contentWarning }: StatusRow,
    media: readonly { type: keyof typeof FILLERS }[],
): Promise<void> {
    const [first] = media;
    if (!first || contentWarning === '' || source?.trim() !== '') return;
    const text = FILLERS[first.type];
    await tx
        .update(statuses)
        .set({ source: text, contentHtml: renderStatusHtml(text) })
        .where(eq(statuses.id, id));
}
