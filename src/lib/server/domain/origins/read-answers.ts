import { eq, sql } from 'drizzle-orm';
import { readCollection } from '../../activitypub/read-collection';
import type { NoteRecord } from '../../activitypub/read-note';
import { prepared, type Database } from '../../db';
import { statuses } from '../../db/schema';
import { instanceSigner } from '../accounts';
import { findOffered, keepOriginCounts, refreshStatus, visibleTo, type StatusRow } from '../statuses';
import { allowance } from './allowance';
import { isFinal } from './find-parent';
import { leftOut } from './left-out';

const MOST_POSTS = 500;
const MOST_COLLECTIONS = 100;
const PAGES = 10;
/** An answer is not asked for the answers to it more often, whichever post above it is read. */
const BRANCH_RESTS = sql`interval '15 minutes'`;
const BRANCH_RESTS_MS = 15 * 60_000;

/** A collection that tells of a thread. */
interface Source {
    address: string;
    /** The post whose answers it lists; it is silent about others. */
    of?: string;
}

/**
 * Reads the answers to a post where it was written, and the answers to those where they were. Calls `onNew` for each that
 * was not here. Returns whether the origin of the post could be reached.
 */
export async function readAnswers(
    db: Database,
    rootId: string,
    onNew: () => Promise<void>,
): Promise<boolean> {
    const [root] = await db.select().from(statuses).where(eq(statuses.id, rootId));
    if (!root) return true;
    const own = root.local ? [] : await sourcesOf(db, root);
    const waiting = [...(own ?? []), ...(await branchesBelow(db, root))];
    const asked = new Set<string>();
    const seen = new Set([root.id]);
    for (let at = 0; at < waiting.length && asked.size < MOST_COLLECTIONS && seen.size < MOST_POSTS; at++) {
        const source = waiting[at];
        if (!source || asked.has(source.address)) continue;
        asked.add(source.address);
        for (const item of await itemsOf(db, source, MOST_POSTS - seen.size)) {
            const found = await answer(db, item, source.address);
            if (!found || seen.has(found.status.id)) continue;
            seen.add(found.status.id);
            waiting.push(...branchOf(found.status));
            if (found.isNew) await onNew();
        }
    }
    return own !== undefined;
}

/**
 * Where the origin of a post tells of its thread: all of it (FEP-7888) where it does, and the answers to the post.
 * Undefined where the origin does not answer.
 */
async function sourcesOf(db: Database, root: StatusRow): Promise<Source[] | undefined> {
    try {
        const note = await refreshStatus(db, root.uri);
        if (!note) return [];
        await completeCounts(db, root, note);
        const isTheirs =
            note.context !== undefined && new URL(note.context).origin === new URL(root.uri).origin;
        return [
            ...(isTheirs && note.context ? [{ address: note.context }] : []),
            ...(note.replies ? [{ address: note.replies, of: root.id }] : []),
        ];
    } catch (error) {
        leftOut(error);
        return isFinal(error) ? [] : undefined;
    }
}

/** Likes and boosts that the origin counts in collections of their own. */
async function completeCounts(db: Database, { id, uri }: StatusRow, { likes, shares }: NoteRecord) {
    const isTheirs = (address: string) => new URL(address).origin === new URL(uri).origin;
    const totalAt = async (address: string | undefined) =>
        address && isTheirs(address) ? (await read(db, address, { pages: 0, items: 0 }))?.total : undefined;
    await keepOriginCounts(db, id, { likes: await totalAt(likes), shares: await totalAt(shares) });
}

async function itemsOf(db: Database, { address, of }: Source, items: number): Promise<unknown[]> {
    const collection = await read(db, address, { pages: PAGES, items });
    if (!collection) return [];
    const { total, isWhole } = collection;
    if (of)
        await keepOriginCounts(db, of, { replies: total ?? (isWhole ? collection.items.length : undefined) });
    if (of) await db.update(statuses).set({ repliesCheckedAt: new Date() }).where(eq(statuses.id, of));
    return collection.items;
}

async function read(db: Database, address: string, limits: { pages: number; items: number }) {
    if (!allowance.spend(new URL(address).host)) return undefined;
    return readCollection(address, await instanceSigner(db), limits).catch(leftOut);
}

function answer(db: Database, item: unknown, collection: string) {
    return findOffered(db, item, { collection, mayAsk: (host) => allowance.spend(host) }).catch(leftOut);
}

function branchOf({ id, repliesUrl, repliesCheckedAt }: StatusRow): Source[] {
    const isDue = repliesCheckedAt === null || Date.now() - repliesCheckedAt.getTime() > BRANCH_RESTS_MS;
    return repliesUrl && isDue ? [{ address: repliesUrl, of: id }] : [];
}

/** The answers that are here and may have answers that are not, the newest first. */
async function branchesBelow(db: Database, { id }: StatusRow): Promise<Source[]> {
    return (await findBranches(db, { id })).map((branch) => ({ address: branch.address, of: branch.id }));
}

/** The step ends a circle of answers. */
const findBranches = prepared<{ id: string; address: string }, { id: string }>(
    (parameter) => sql`
        with recursive below as (
            select id, 0 as step from statuses where id = ${parameter('id', 'bigint')}
            union all
            select s.id, below.step + 1 from below join statuses s on s.in_reply_to_id = below.id
            where below.step < ${sql.raw(String(MOST_POSTS))}
        ), near as (
            select id from below where step > 0 limit ${sql.raw(String(MOST_POSTS))}
        )
        select statuses.id, statuses.replies_url as address from near join ${statuses} on statuses.id = near.id
        where not statuses.local and statuses.replies_url is not null and ${visibleTo(null)}
            and coalesce(statuses.replies_checked_at, '-infinity') < now() - ${BRANCH_RESTS}
        order by statuses.id desc limit ${sql.raw(String(MOST_COLLECTIONS))}`,
);
