import type { Relationship } from '$lib/mastodon-api/entities';
import { mediaOfDraft } from '../drafts/draft-parts';
import { mediaOf } from '../outbox/awaited-media';
import { planFeeds, type KeptLists } from './plan-feeds';
import type { Change, LocalDatabase } from './records';
import { limits as chosenLimits, TIGHT_LIMITS, type RetentionLimits } from './retention-limits';

const DAY = 86_400_000;
/** Records written or read in one step: the page may want to read in between. */
const BATCH = 50;
const READ_BATCH = 250;
/** What was thrown away can be taken back for a while, with its files. */
const FILE_GRACE = DAY / 24;
const TOMBSTONE_AGE = 30 * DAY;
const SHARED_AGE = 14 * DAY;
const MESSAGES = 50;

/** What is referred to, by id. */
interface Used {
    statuses: Set<string>;
    accounts: Set<string>;
}

const newestFirst = (a: { id: string }, b: { id: string }) =>
    b.id.length - a.id.length || (a.id < b.id ? 1 : -1);

/**
 * Forgets what nothing kept refers to any more: no feed, thread, profile, notification, conversation, draft, and not what
 * the person put aside. Never touches drafts, the outbox, and the posts `inUse`: on a screen now, further down than what is
 * kept of their feed. Answers how many records it wrote.
 */
export async function collectGarbage(
    database: LocalDatabase,
    limits: RetentionLimits = chosenLimits(),
    now: number = Date.now(),
    inUse: Iterable<string> = [],
): Promise<number> {
    const [feeds, threads, profiles] = await Promise.all([
        database.getAll('feeds'),
        database.getAll('threads'),
        database.getAll('profiles'),
    ]);
    const kept = planFeeds({ feeds, threads, profiles }, limits, now);
    const changes = [...kept.changes];
    const used: Used = { statuses: new Set(inUse), accounts: new Set() };
    useLists(kept, used);
    await useNotifications(database, limits, used, changes);
    await useConversations(database, limits, now, used, changes);
    await useWritten(database, used);
    await dropPassing(database, now, changes);
    await dropStatuses(database, limits, now, used, changes);
    await dropPeople(database, used, changes);
    for (let i = 0; i < changes.length; i += BATCH) await database.write(changes.slice(i, i + BATCH));
    return changes.length;
}

/** Makes room on a full device. */
export async function makeRoom(database: LocalDatabase): Promise<void> {
    await collectGarbage(database, TIGHT_LIMITS);
}

const add = (set: Set<string>, ids: Iterable<string>) => {
    for (const id of ids) set.add(id);
};

function useLists({ feeds, threads, profiles }: KeptLists, used: Used): void {
    for (const { feed } of feeds) for (const segment of feed.segments) add(used.statuses, segment.ids);
    for (const thread of threads) add(used.statuses, [thread.id, ...thread.ancestors, ...thread.descendants]);
    for (const { id, pinnedIds = [], familiarIds = [] } of profiles) {
        add(used.statuses, pinnedIds);
        add(used.accounts, [id, ...familiarIds]);
    }
}

async function useNotifications(
    database: LocalDatabase,
    limits: RetentionLimits,
    used: Used,
    changes: Change[],
): Promise<void> {
    const groups = (await database.getAll('notificationGroups')).sort(newestFirst);
    for (const { accountIds, statusId } of groups.slice(0, limits.notifications)) {
        add(used.accounts, accountIds);
        if (statusId) used.statuses.add(statusId);
    }
    for (const { id } of groups.slice(limits.notifications))
        changes.push({ store: 'notificationGroups', delete: id });
}

async function useConversations(
    database: LocalDatabase,
    limits: RetentionLimits,
    now: number,
    used: Used,
    changes: Change[],
): Promise<void> {
    const all = (await database.getAll('conversations')).sort(
        (a, b) => Math.abs(now - a.usedAt) - Math.abs(now - b.usedAt),
    );
    for (const { accountIds, lastStatusId } of all.slice(0, limits.conversations)) {
        add(used.accounts, accountIds);
        if (lastStatusId) used.statuses.add(lastStatusId);
    }
    for (const { id } of all.slice(limits.conversations))
        changes.push({ store: 'conversations', delete: id });
    for (const { accountIds = [] } of await database.getAll('lists')) add(used.accounts, accountIds);
    for (const { ids } of await database.getAll('saved')) add(used.statuses, ids.slice(0, limits.saved));
}

/** What drafts answer to, quote or change. */
async function useWritten(database: LocalDatabase, used: Used): Promise<void> {
    for (const { inReplyToId, quotedId, editedId } of await database.getAll('drafts'))
        add(
            used.statuses,
            [inReplyToId, quotedId, editedId].filter((id) => typeof id === 'string'),
        );
}

/** Files that nothing is to show, and what was only for a while. */
async function dropPassing(database: LocalDatabase, now: number, changes: Change[]): Promise<void> {
    const [drafts, rows] = await Promise.all([database.getAll('drafts'), database.getAll('outbox')]);
    const shown = new Set([...drafts.flatMap(mediaOfDraft), ...rows.flatMap(mediaOf)].map(({ id }) => id));
    for (const { id, addedAt } of await database.getAll('files'))
        if (!shown.has(id) && now - addedAt > FILE_GRACE) changes.push({ store: 'files', delete: id });
    for (const { id, at } of await database.getAll('tombstones'))
        if (now - at > TOMBSTONE_AGE) changes.push({ store: 'tombstones', delete: id });
    for (const { id, at } of await database.getAll('shared'))
        if (now - at > SHARED_AGE) changes.push({ store: 'shared', delete: id });
    const messages = (await database.getAll('messages')).sort((a, b) => b.at - a.at);
    for (const { id } of messages.slice(MESSAGES)) changes.push({ store: 'messages', delete: id });
}

async function dropStatuses(
    database: LocalDatabase,
    limits: RetentionLimits,
    now: number,
    used: Used,
    changes: Change[],
): Promise<void> {
    const all: { id: string; accountId: string; boostedId: string | null; stays: boolean }[] = [];
    const ids = await database.ids('statuses');
    for (let i = 0; i < ids.length; i += READ_BATCH)
        for (const stored of await database.getMany('statuses', ids.slice(i, i + READ_BATCH))) {
            if (!stored) continue;
            const { id, accountId, boostedId, savedAt, entity } = stored;
            // What is bookmarked stays wherever it was met.
            const stays =
                used.statuses.has(id) || entity.bookmarked === true || Math.abs(now - savedAt) < limits.grace;
            all.push({ id, accountId, boostedId, stays });
        }
    for (const { stays, boostedId } of all) if (stays && boostedId) used.statuses.add(boostedId);
    for (const { id, accountId, stays } of all)
        if (stays || used.statuses.has(id)) used.accounts.add(accountId);
        else changes.push({ store: 'statuses', delete: id });
}

/** Those whom the person has to do with stay findable by name, though nothing of theirs is kept. */
async function dropPeople(database: LocalDatabase, used: Used, changes: Change[]): Promise<void> {
    for (const relationship of await database.getAll('relationships'))
        if (matters(relationship)) used.accounts.add(relationship.id);
        else if (!used.accounts.has(relationship.id))
            changes.push({ store: 'relationships', delete: relationship.id });
    for (const id of await database.ids('accounts'))
        if (!used.accounts.has(id)) changes.push({ store: 'accounts', delete: id });
}

function matters({ following, followed_by, requested, muting, blocking, note }: Relationship): boolean {
    return Boolean(following || followed_by || requested || muting || blocking || note);
}
