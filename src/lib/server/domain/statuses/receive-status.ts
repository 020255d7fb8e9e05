import { eq, sql } from 'drizzle-orm';
import { audienceOf } from '../../activitypub/addressing';
import type { NoteRecord } from '../../activitypub/read-note';
import { DocumentRefused } from '../../activitypub/untrusted';
import { idAt, inGroups, inTransaction, prepared, type Database, type Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { emit, type Fact } from '../../events';
import { normaliseHashtag } from '$lib/text';
import { isOurs, type AccountRow } from '../accounts';
import { keepRemoteEmojis } from '../emoji';
import { adoptReplies } from './adopt-replies';
import { findByUri } from './find-by-uri';
import type { StatusRow } from './find-visible-status';
import { insertStatus } from './insert-status';
import { contentOf } from './note-content';
import { keepRemotePoll } from './keep-remote-poll';
import { keepRemoteMedia } from './remote-attachments';
import { askPermission } from './ask-permission';
import { isLeftToAuthor } from './permit';
import { policyOf } from './policy-of-note';
import { quoteOf } from './quote-of-note';
import { reviseStatus } from './revise-status';
import { visibleTo } from './visibility';

/** How a post came here, where it was not sent. */
export interface PathToPost {
    /** How many quotes led to it. */
    quoteDepth?: number;
    /** How many answers led to it. */
    threadDepth?: number;
    /** It was looked for, maybe long after it was published: it is no news to anybody. */
    isFound?: boolean;
    /** A relay told of it: it is kept where everybody may read it, and what it answers or quotes is not looked up. */
    isRelayed?: boolean;
    /** Its author sent it, as news. */
    isSent?: boolean;
}

/**
 * Keeps a post of somebody elsewhere. The caller is certain that it is theirs. Arriving twice is arriving once; what
 * was deleted before it came stays away; a newer version revises what is here. Undefined where nothing is kept.
 * @throws DocumentRefused `suspended`, `deleted`
 */
export async function receiveStatus(
    db: Database,
    author: AccountRow,
    note: NoteRecord,
    path: PathToPost = {},
): Promise<StatusRow | undefined> {
    if (author.suspendedAt) throw new DocumentRefused('suspended');
    if (note.voteFor !== undefined) throw new DocumentRefused('not-handled');
    await keepRemoteEmojis(db, author.domain, note.emojis);
    const outcome = await receive(db, { author, note, path });
    if (outcome === 'buried') throw new DocumentRefused('deleted');
    return outcome;
}

/** A post on its way in. */
interface Arriving {
    author: AccountRow;
    note: NoteRecord;
    path: PathToPost;
}

/** `buried` is what was deleted before it came. */
type Outcome = StatusRow | 'buried' | undefined;

/**
 * What arrives in one moment shares a transaction, for each commit waits for the disk. One after the other: two groups at once
 * could wait for each other's posts.
 */
const receive = inGroups<Arriving, Outcome>(25, (db, group) =>
    inTransaction(db, async (tx) => {
        const facts: Fact[] = [];
        const outcomes: Outcome[] = [];
        for (const arriving of group) outcomes.push(await takeIn(tx, arriving, facts));
        await emit(tx, ...facts);
        return outcomes;
    }),
);

async function takeIn(tx: Transaction, { author, note, path }: Arriving, facts: Fact[]): Promise<Outcome> {
    // Create, Update and Delete of one post follow each other, wherever they are worked on.
    await lockPost(tx, { uri: note.id });
    // An answer and its parent, written side by side, would not find each other: the answer waits for the parent.
    if (note.inReplyTo) await awaitPost(tx, { uri: note.inReplyTo });
    const surroundings = await surroundingsOf(tx, author, note);
    if (surroundings.isBuried) return 'buried';
    const known = surroundings.isKnown ? await findByUri(tx, note.id) : undefined;
    const arrival = { author, note, surroundings, path };
    return known ? meetAgain(tx, known, arrival, facts) : keep(tx, arrival, facts);
}

/** Posts that quote posts that quote posts are not followed for ever. */
const DEEPEST_QUOTE = 3;

/** Nor is the way up to the beginning of a thread. */
const DEEPEST_THREAD = 40;

/** What is here already around a post that arrives. */
interface Surroundings {
    isBuried: boolean;
    isKnown: boolean;
    /** What it answers. A member's post that its author may not see is none: its address was guessed or passed on. */
    parent: { id: string; accountId: string; conversationId: string | null; isGuarded: boolean } | null;
    /** People known here whom the post names or is addressed to. */
    named: { id: string; uri: string }[];
}

async function surroundingsOf(tx: Transaction, author: AccountRow, note: NoteRecord): Promise<Surroundings> {
    const uris = [...new Set([...note.mentions.map(({ href }) => href), ...note.to, ...note.cc])];
    const parentUri = note.inReplyTo ?? '';
    const [found] = await findSurroundings(tx, {
        uri: note.id,
        authorId: author.id,
        authorUri: author.uri,
        parentUri,
        uris,
    });
    if (!found) throw new Error('PostgreSQL answered a select without a row');
    return found;
}

const lockPost = prepared<object, { uri: string }>(
    (parameter) => sql`select pg_advisory_xact_lock(hashtextextended(${parameter('uri', 'text')}, 2))`,
);

/** Settles when nobody is writing the post any more; those who wait do not wait for each other. */
const awaitPost = prepared<object, { uri: string }>(
    (parameter) => sql`select pg_advisory_xact_lock_shared(hashtextextended(${parameter('uri', 'text')}, 2))`,
);

/** Ids leave as text: JSON numbers would be rounded. */
const findSurroundings = prepared<
    Surroundings,
    { uri: string; authorId: string; authorUri: string; parentUri: string; uris: string[] }
>(
    (parameter) => sql`
        select
            exists (select 1 from tombstones where uri = ${parameter('uri', 'text')}
                and actor_uri = ${parameter('authorUri', 'text')}) as "isBuried",
            exists (select 1 from statuses where uri = ${parameter('uri', 'text')}) as "isKnown",
            (select json_build_object('id', id::text, 'accountId', account_id::text,
                'conversationId', conversation_id::text, 'isGuarded', local and interaction_policy is not null)
                from statuses where uri = ${parameter('parentUri', 'text')}
                    and (not local or ${visibleTo(parameter('authorId', 'bigint'))})) as parent,
            coalesce((select json_agg(json_build_object('id', id::text, 'uri', uri))
                from accounts where uri = any(${parameter('uris', 'text[]')})), '[]') as named`,
);

interface Arrival extends Arriving {
    surroundings: Surroundings;
}

async function keep(
    tx: Transaction,
    { author, note, surroundings, path }: Arrival,
    facts: Fact[],
): Promise<StatusRow | undefined> {
    const { quoteDepth = 0, threadDepth = 0, isFound = false, isRelayed = false } = path;
    const { parent } = surroundings;
    const guarded = parent?.isGuarded ? await findByUri(tx, note.inReplyTo ?? '') : undefined;
    const replier = { accountId: author.id };
    const mustWait = guarded !== undefined && (await isLeftToAuthor(tx, replier, 'reply', guarded));
    const visibility = audienceOf(note, {
        followersUrl: author.followersUrl,
        mentioned: note.mentions.map(({ href }) => href),
    });
    if (isRelayed && visibility !== 'public') return undefined;
    const createdAt = notLaterThanNow(note.published);
    const id = idAt(createdAt);
    const status = await insertStatus(
        tx,
        {
            id,
            accountId: author.id,
            uri: note.id,
            url: note.url ?? note.id,
            local: false,
            visibility,
            ...contentOf(note),
            inReplyToId: parent?.id ?? null,
            inReplyToAccountId: parent?.accountId ?? null,
            inReplyToUri: note.inReplyTo ?? null,
            conversationId: parent ? (parent.conversationId ?? parent.id) : id,
            contextUri: note.context ?? null,
            ...quoteOf(note),
            ...policyOf(note, author),
            awaitsApproval: mustWait,
            originCounts: note.counts,
            repliesUrl: note.replies ?? null,
            found: isFound || isRelayed,
            createdAt,
            editedAt: note.updated && note.updated > createdAt ? note.updated : null,
            fetchedAt: new Date(),
        },
        {
            mentions: mentionsOf(note, surroundings),
            hashtags: note.hashtags.map((name) => ({ id: normaliseHashtag(name), name })),
        },
    );
    if (!status) return undefined;
    await keepRemoteMedia(tx, status, note.attachments);
    if (note.poll) await keepRemotePoll(tx, status, note.poll);
    await adoptReplies(tx, status);
    if (mustWait) await askPermission(tx, replier, 'reply', guarded, { byStatusId: status.id });
    else facts.push({ type: factOf(path), statusId: status.id });
    if (isRelayed) return status;
    if (note.inReplyTo && !parent && !isOurs(note.inReplyTo) && threadDepth < DEEPEST_THREAD)
        facts.push({ type: 'reply.orphaned', statusId: status.id, depth: threadDepth });
    if (note.quote && quoteDepth < DEEPEST_QUOTE)
        facts.push({ type: 'quote.made', statusId: status.id, depth: quoteDepth });
    return status;
}

function factOf({ isFound, isRelayed }: PathToPost) {
    return isRelayed ? 'status.relayed' : isFound ? 'status.found' : 'status.created';
}

/** What was only found, or passed on by a relay, is news once its author sends it. */
async function meetAgain(
    tx: Transaction,
    known: StatusRow,
    { author, note, surroundings, path: { isSent = false } }: Arrival,
    facts: Fact[],
): Promise<StatusRow> {
    const revised = await reviseStatus(tx, known, { author, note, mentions: mentionsOf(note, surroundings) });
    if (!known.found || !isSent) return revised;
    await tx.update(statuses).set({ found: false }).where(eq(statuses.id, known.id));
    if (!known.awaitsApproval) facts.push({ type: 'status.sent', statusId: known.id });
    return { ...revised, found: false };
}

/** Whom a note is addressed to without a mention, it reaches in silence. */
function mentionsOf(note: NoteRecord, { named }: Surroundings) {
    const mentioned = new Set(note.mentions.map(({ href }) => href));
    return named.map(({ id: accountId, uri }) => ({ accountId, silent: !mentioned.has(uri) }));
}

/** A clock that runs ahead does not put a post on top of every timeline for days. */
function notLaterThanNow(date: Date | undefined): Date {
    const now = new Date();
    return date && date < now ? date : now;
}
