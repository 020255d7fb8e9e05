import { eq, inArray, sql } from 'drizzle-orm';
import { audienceOf } from '../../activitypub/addressing';
import type { NoteRecord } from '../../activitypub/read-note';
import { DocumentRefused } from '../../activitypub/untrusted';
import { inTransaction, idAt, type Database, type Transaction } from '../../db';
import { accounts, statuses } from '../../db/schema';
import { emit } from '../../events';
import { normaliseHashtag } from '$lib/text';
import type { AccountRow } from '../accounts';
import { findByUri, isBuried } from './find-by-uri';
import type { StatusRow } from './find-visible-status';
import { insertStatus } from './insert-status';
import { contentOf } from './note-content';
import { keepRemoteMedia, keepRemotePoll } from './remote-attachments';
import { reviseStatus } from './revise-status';

/**
 * Keeps a post of somebody elsewhere. The caller is certain that it is theirs. Arriving twice is arriving once; what
 * was deleted before it came stays away; a newer version revises what is here. Undefined where nothing is kept.
 * @throws DocumentRefused `suspended`, `deleted`
 */
export async function receiveStatus(
    db: Database,
    author: AccountRow,
    note: NoteRecord,
): Promise<StatusRow | undefined> {
    if (author.suspendedAt) throw new DocumentRefused('suspended');
    if (note.voteFor !== undefined) throw new DocumentRefused('not-handled');
    return inTransaction(db, async (tx) => {
        // Create, Update and Delete of one post follow each other, wherever they are worked on.
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${note.id}, 2))`);
        if (await isBuried(tx, note.id, author.uri)) throw new DocumentRefused('deleted');
        const known = await findByUri(tx, note.id);
        if (known) return reviseStatus(tx, known, author, note);
        return keep(tx, author, note);
    });
}

async function keep(tx: Transaction, author: AccountRow, note: NoteRecord): Promise<StatusRow | undefined> {
    const named = await findNamed(tx, note);
    const parent = note.inReplyTo ? await findByUri(tx, note.inReplyTo) : undefined;
    const createdAt = notLaterThanNow(note.published);
    const id = idAt(createdAt);
    const mentionedUris = new Set(note.mentions.map(({ href }) => href));
    const status = await insertStatus(
        tx,
        {
            id,
            accountId: author.id,
            uri: note.id,
            url: note.url ?? note.id,
            local: false,
            visibility: audienceOf(note, {
                followersUrl: author.followersUrl,
                mentioned: [...mentionedUris],
            }),
            ...contentOf(note),
            inReplyToId: parent?.id ?? null,
            inReplyToAccountId: parent?.accountId ?? null,
            inReplyToUri: note.inReplyTo ?? null,
            conversationId: parent ? (parent.conversationId ?? parent.id) : id,
            originCounts: note.counts,
            repliesUrl: note.replies ?? null,
            createdAt,
            editedAt: note.updated && note.updated > createdAt ? note.updated : null,
            fetchedAt: new Date(),
        },
        {
            mentions: named.map(({ id: accountId, uri }) => ({ accountId, silent: !mentionedUris.has(uri) })),
            hashtags: note.hashtags.map((name) => ({ id: normaliseHashtag(name), name })),
        },
    );
    if (!status) return undefined;
    await keepRemoteMedia(tx, status, note.attachments);
    if (note.poll) await keepRemotePoll(tx, status, note.poll);
    await adoptReplies(tx, status);
    await emit(tx, { type: 'status.created', statusId: status.id });
    return status;
}

/** The people known here whom a note names or is addressed to; those it only addresses see it silently. */
async function findNamed(tx: Transaction, note: NoteRecord): Promise<{ id: string; uri: string }[]> {
    const uris = [...new Set([...note.mentions.map(({ href }) => href), ...note.to, ...note.cc])];
    if (uris.length === 0) return [];
    return tx
        .select({ id: accounts.id, uri: accounts.uri })
        .from(accounts)
        .where(inArray(accounts.uri, uris));
}

/** Answers that came before what they answer find their place. */
async function adoptReplies(tx: Transaction, status: StatusRow): Promise<void> {
    const adopted = await tx
        .update(statuses)
        .set({ inReplyToId: status.id, inReplyToAccountId: status.accountId })
        .where(sql`${statuses.inReplyToUri} = ${status.uri} and ${statuses.inReplyToId} is null`)
        .returning({ id: statuses.id });
    if (adopted.length === 0) return;
    await tx
        .update(statuses)
        .set({ repliesCount: sql`${statuses.repliesCount} + ${adopted.length}` })
        .where(eq(statuses.id, status.id));
}

/** A clock that runs ahead does not put a post on top of every timeline for days. */
function notLaterThanNow(date: Date | undefined): Date {
    const now = new Date();
    return date && date < now ? date : now;
}
