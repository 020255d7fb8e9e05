import { eq, sql } from 'drizzle-orm';
import { readCollection } from '../../activitypub/read-collection';
import { addressOf } from '../../activitypub/untrusted';
import { inTransaction, isId, newId, prepared, type Database } from '../../db';
import { statuses, threadRefreshes } from '../../db/schema';
import { enqueue, type JobKind } from '../../jobs';
import { instanceSigner } from '../accounts';
import { findOffered, refreshStatus, visibleTo, type StatusRow } from '../statuses';
import { allowance } from './allowance';
import { leftOut } from './left-out';

/** The queue of posts whose answers are read from where they were written. */
export const THREAD_REFRESHES = 'thread-refreshes';

interface RefreshJob {
    refreshId: string;
}

export type ThreadRefresh = typeof threadRefreshes.$inferSelect;

/** Answers of one post are not asked for more often. */
const COOL_DOWN = sql`interval '15 minutes'`;
/** One that was broken off with its process is not waited for longer. */
const LONGEST = sql`interval '5 minutes'`;
/** Answers that are on their way need not be fetched. */
const NEW_FOR = sql`interval '1 minute'`;
const MOST_POSTS = 500;
const MOST_COLLECTIONS = 100;
const PAGES = 10;

/**
 * Has the answers to a remote post read from where they were written, unless that was done lately. Returns what is under
 * way now, if anything is. Only what everybody may read, was written elsewhere, and has had time for answers, is worth it.
 */
export async function askForAnswers(db: Database, statusId: string): Promise<ThreadRefresh | undefined> {
    const [post] = await findState(db, { statusId });
    if (post?.isRunning) return findThreadRefresh(db, post.refreshId);
    if (!post?.isDue) return undefined;
    return inTransaction(db, async (tx) => {
        const values = { id: newId(), statusId, resultCount: 0, startedAt: new Date(), finishedAt: null };
        const [begun] = await tx
            .insert(threadRefreshes)
            .values(values)
            .onConflictDoUpdate({
                target: threadRefreshes.statusId,
                set: values,
                setWhere: sql`${threadRefreshes.startedAt} < now() - ${COOL_DOWN}`,
            })
            .returning();
        if (begun) await enqueue(tx, THREAD_REFRESHES, [{ refreshId: begun.id } satisfies RefreshJob]);
        return begun;
    });
}

const findState = prepared<{ isDue: boolean; isRunning: boolean; refreshId: string }, { statusId: string }>(
    (parameter) => sql`
        select coalesce(r.started_at, '-infinity') < now() - ${COOL_DOWN} as "isDue",
            r.finished_at is null and r.started_at > now() - ${LONGEST} as "isRunning",
            coalesce(r.id, 0)::text as "refreshId"
        from ${statuses} left join thread_refreshes r on r.status_id = statuses.id
        where statuses.id = ${parameter('statusId', 'bigint')} and not statuses.local and statuses.boost_of_id is null
            and ${visibleTo(null)} and statuses.replies_url is not null and statuses.created_at < now() - ${NEW_FOR}`,
);

/** The refresh with this id, while it is remembered. */
export async function findThreadRefresh(db: Database, id: string): Promise<ThreadRefresh | undefined> {
    if (!isId(id)) return undefined;
    const [refresh] = await db.select().from(threadRefreshes).where(eq(threadRefreshes.id, id));
    return refresh;
}

/** Reads the answers to one post, and the answers to those. What cannot be had is left out; asking again is for later. */
export const threadRefreshJob: JobKind<RefreshJob> = {
    batch: 4,
    retries: 1,
    retryDelay: 60,
    async run(db, { refreshId }) {
        const refresh = await findThreadRefresh(db, refreshId);
        if (!refresh || refresh.finishedAt !== null) return;
        try {
            await readAnswers(db, refresh);
        } finally {
            await db
                .update(threadRefreshes)
                .set({ finishedAt: new Date() })
                .where(eq(threadRefreshes.id, refreshId));
        }
    },
};

async function readAnswers(db: Database, { id, statusId }: ThreadRefresh): Promise<void> {
    const [root] = await db.select().from(statuses).where(eq(statuses.id, statusId));
    if (!root) return;
    const waiting = await collectionsOf(db, root);
    const asked = new Set<string>();
    const seen = new Set([root.id]);
    for (let at = 0; at < waiting.length && asked.size < MOST_COLLECTIONS && seen.size < MOST_POSTS; at++) {
        const collection = waiting[at];
        if (!collection || asked.has(collection)) continue;
        asked.add(collection);
        for (const item of await itemsOf(db, collection, MOST_POSTS - seen.size)) {
            const found = await answer(db, item, collection);
            if (!found || seen.has(found.status.id)) continue;
            seen.add(found.status.id);
            if (found.status.repliesUrl) waiting.push(found.status.repliesUrl);
            if (found.isNew) await countResult(db, id);
        }
    }
}

/** Where the origin of a post tells of its thread: all of it (FEP-7888) where it does, and the answers to the post. */
async function collectionsOf(db: Database, root: StatusRow): Promise<string[]> {
    const note = await refreshStatus(db, root.uri).catch(leftOut);
    const context = addressOf(note?.conversation);
    const isTheirs = context !== undefined && new URL(context).origin === new URL(root.uri).origin;
    return [...(isTheirs ? [context] : []), ...(note?.replies ? [note.replies] : [])];
}

async function itemsOf(db: Database, collection: string, items: number): Promise<unknown[]> {
    if (!allowance.spend(new URL(collection).host)) return [];
    const signer = await instanceSigner(db);
    const read = await readCollection(collection, signer, { pages: PAGES, items }).catch(leftOut);
    return read?.items ?? [];
}

function answer(db: Database, item: unknown, collection: string) {
    return findOffered(db, item, { collection, mayAsk: (host) => allowance.spend(host) }).catch(leftOut);
}

async function countResult(db: Database, refreshId: string): Promise<void> {
    await db
        .update(threadRefreshes)
        .set({ resultCount: sql`${threadRefreshes.resultCount} + 1` })
        .where(eq(threadRefreshes.id, refreshId));
}
