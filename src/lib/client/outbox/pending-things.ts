/** What lists, tags, filters, conversations and notifications look like with the wishes that wait laid over them. */
import type { Conversation, Filter, List } from '$lib/mastodon-api/entities';
import type { OutboxRow } from './row';

type Rows = readonly OutboxRow[];

/** The person's lists, with those made, renamed and deleted on this device. Those made here have a local id. */
export function listsWith(lists: readonly List[], pending: Rows): List[] {
    const all = new Map(lists.map((list) => [list.id, list]));
    for (const row of pending) {
        if (row.type === 'list-create') all.set(row.target, { id: row.target, ...row.payload });
        if (row.type === 'list-edit' && all.has(row.target))
            all.set(row.target, { id: row.target, ...row.payload });
        if (row.type === 'list-delete') all.delete(row.target);
    }
    return [...all.values()];
}

/** Who is on a list. */
export function membersWith(listId: string, accountIds: readonly string[], pending: Rows): string[] {
    const all = new Set(accountIds);
    for (const row of pending)
        if (row.type === 'list-member' && row.payload.listId === listId)
            if (row.payload.on) all.add(row.target);
            else all.delete(row.target);
    return [...all];
}

/** Is somebody on a list, as it is wanted; `known` where nothing waits. */
export function isMemberWith(listId: string, accountId: string, known: boolean, pending: Rows): boolean {
    return membersWith(listId, known ? [accountId] : [], pending).includes(accountId);
}

/** Is a tag followed, as it is wanted; `known` where nothing waits. */
export function followsTagWith(name: string, known: boolean, pending: Rows): boolean {
    const isIt = (other: string) => other.toLowerCase() === name.toLowerCase();
    const last = pending.findLast((row) => row.type === 'follow-tag' && isIt(row.target));
    return last?.type === 'follow-tag' ? last.payload.on : known;
}

/** The names of the followed tags, newly followed ones first. */
export function followedTagsWith(names: readonly string[], pending: Rows): string[] {
    const isKnown = (name: string) => names.some((other) => other.toLowerCase() === name.toLowerCase());
    const fresh = pending.flatMap((row) =>
        row.type === 'follow-tag' && row.payload.on && !isKnown(row.target) ? [row.target] : [],
    );
    return [...new Set(fresh), ...names].filter((name) => followsTagWith(name, true, pending));
}

/** The person's filters, with those made, changed and deleted on this device. */
export function filtersWith(filters: readonly Filter[], pending: Rows, now = Date.now()): Filter[] {
    const all = new Map(filters.map((filter) => [filter.id, filter]));
    for (const row of pending) {
        if (row.type === 'filter-delete') all.delete(row.target);
        if (row.type !== 'filter-save') continue;
        const { keywords, expires_in, ...wish } = row.payload.filter;
        const before = all.get(row.target);
        const ends = expires_in ? new Date(now + expires_in * 1000).toISOString() : null;
        all.set(row.target, {
            ...wish,
            id: row.target,
            expires_at: expires_in === undefined ? (before?.expires_at ?? null) : ends,
            keywords: keywords.map((one, index) => ({ ...one, id: `${row.target}/${index}` })),
            statuses: before?.statuses ?? [],
        });
    }
    return [...all.values()];
}

/** Conversations without those taken off, and those opened read. */
export function conversationsWith(conversations: readonly Conversation[], pending: Rows): Conversation[] {
    const named = (type: OutboxRow['type']) =>
        new Set(pending.flatMap((row) => (row.type === type ? [row.target] : [])));
    const [gone, read] = [named('delete-conversation'), named('read-conversation')];
    return conversations
        .filter(({ id }) => !gone.has(id))
        .map((one) => (one.unread && read.has(one.id) ? { ...one, unread: false } : one));
}

/** The keys of groups of notifications that are being dismissed. */
export function dismissedWith(pending: Rows): Set<string> {
    return new Set(pending.flatMap((row) => (row.type === 'dismiss-notification' ? [row.target] : [])));
}
