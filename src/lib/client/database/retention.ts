import { mediaOfDraft } from '../drafts/draft-parts';
import { trim } from '../feeds/feed';
import { mediaOf } from '../outbox/awaited-media';
import type { Change, LocalDatabase, StoredFeed, StoredThread } from './records';

const DAY = 86_400_000;

/** How much the device keeps. */
export interface RetentionLimits {
    /** Posts of the home timeline. */
    home: number;
    /** Posts of each other feed. */
    feed: number;
    /** Feeds other than home, the last used ones. */
    feeds: number;
    threads: number;
    notifications: number;
    /** Milliseconds since a thread or feed was last opened. */
    age: number;
    /** Milliseconds for which a post stays although nothing refers to it yet. */
    grace: number;
}

export const DEFAULT_LIMITS: RetentionLimits = {
    home: 800,
    feed: 80,
    feeds: 20,
    threads: 150,
    notifications: 300,
    age: 14 * DAY,
    grace: DAY / 24,
};

/** For a full device: a fifth of everything. */
const TIGHT_LIMITS: RetentionLimits = {
    home: 160,
    feed: 20,
    feeds: 4,
    threads: 20,
    notifications: 60,
    age: 3 * DAY,
    grace: 0,
};

const BATCH = 50;
/** What was thrown away can be taken back for a while, with its files. */
const FILE_GRACE = DAY / 24;
const TOMBSTONE_AGE = 30 * DAY;

interface Kept {
    changes: Change[];
    feeds: StoredFeed[];
    threads: StoredThread[];
}

/** Which feeds and threads stay, and how long. Home is never dropped, only shortened. */
export function planFeeds(
    feeds: readonly StoredFeed[],
    threads: readonly StoredThread[],
    limits: RetentionLimits,
    now: number,
): Kept {
    const changes: Change[] = [];
    const byUse = <T extends { usedAt: number }>(records: readonly T[]) =>
        records.toSorted((a, b) => b.usedAt - a.usedAt);
    const fresh = (record: { usedAt: number }) => now - record.usedAt <= limits.age;

    const others = byUse(feeds.filter((feed) => feed.id !== 'home'));
    const staying = others.filter((feed, i) => i < limits.feeds && fresh(feed));
    const keptFeeds = [...feeds.filter((feed) => feed.id === 'home'), ...staying].map((stored) => {
        const feed = trim(stored.feed, stored.id === 'home' ? limits.home : limits.feed);
        if (feed === stored.feed) return stored;
        const shorter = { ...stored, feed };
        changes.push({ store: 'feeds', put: shorter });
        return shorter;
    });
    for (const feed of others) if (!staying.includes(feed)) changes.push({ store: 'feeds', delete: feed.id });

    const keptThreads = byUse(threads).filter((thread, i) => i < limits.threads && fresh(thread));
    for (const thread of threads)
        if (!keptThreads.includes(thread)) changes.push({ store: 'threads', delete: thread.id });
    return { changes, feeds: keptFeeds, threads: keptThreads };
}

/** Forgets what no kept feed, thread, notification or draft refers to any more. Never touches drafts or the outbox. */
export async function collectGarbage(
    database: LocalDatabase,
    limits: RetentionLimits = DEFAULT_LIMITS,
    now: number = Date.now(),
): Promise<number> {
    const [feeds, threads] = await Promise.all([database.getAll('feeds'), database.getAll('threads')]);
    const kept = planFeeds(feeds, threads, limits, now);
    const changes = [...kept.changes];

    const notifications = (await database.getAll('notificationGroups')).toSorted(
        (a, b) => b.id.length - a.id.length || (a.id < b.id ? 1 : -1),
    );
    for (const old of notifications.slice(limits.notifications))
        changes.push({ store: 'notificationGroups', delete: old.id });
    for (const tombstone of await database.getAll('tombstones'))
        if (now - tombstone.at > TOMBSTONE_AGE) changes.push({ store: 'tombstones', delete: tombstone.id });

    const used = new Set<string>();
    for (const { feed } of kept.feeds)
        for (const segment of feed.segments) for (const id of segment.ids) used.add(id);
    for (const thread of kept.threads)
        for (const id of [thread.id, ...thread.ancestors, ...thread.descendants]) used.add(id);
    for (const { statusId } of notifications.slice(0, limits.notifications)) if (statusId) used.add(statusId);
    for (const draft of await database.getAll('drafts')) if (draft.inReplyToId) used.add(draft.inReplyToId);

    const [drafts, rows] = await Promise.all([database.getAll('drafts'), database.getAll('outbox')]);
    const shown = new Set([...drafts.flatMap(mediaOfDraft), ...rows.flatMap(mediaOf)].map(({ id }) => id));
    for (const { id, addedAt } of await database.getAll('files'))
        if (!shown.has(id) && now - addedAt > FILE_GRACE) changes.push({ store: 'files', delete: id });

    const statuses = await database.getAll('statuses');
    for (const status of statuses) if (used.has(status.id) && status.boostedId) used.add(status.boostedId);
    const authors = new Set(notifications.flatMap(({ accountIds }) => accountIds));
    for (const status of statuses) {
        if (used.has(status.id) || now - status.savedAt < limits.grace) authors.add(status.accountId);
        else changes.push({ store: 'statuses', delete: status.id });
    }
    const relationships = new Set(await database.ids('relationships'));
    for (const id of await database.ids('accounts'))
        if (!authors.has(id) && !relationships.has(id)) changes.push({ store: 'accounts', delete: id });

    // Short transactions: the page may want to read in between.
    for (let i = 0; i < changes.length; i += BATCH) await database.write(changes.slice(i, i + BATCH));
    return changes.length;
}

/** Makes room on a full device. */
export async function makeRoom(database: LocalDatabase): Promise<void> {
    await collectGarbage(database, TIGHT_LIMITS);
}
