import type { Database } from '../db';
import { findAccountRows, type AccountRow } from './account-rows';
import {
    findAttachedRows,
    type CardRow,
    type MediaRow,
    type MentionRow,
    type PollRow,
    type TagRow,
} from './attached-rows';
import { findStatusRows, type StatusRow } from './status-rows';

/** What hangs on one status. */
export interface Attached {
    mentions: MentionRow[];
    tags: TagRow[];
    media: MediaRow[];
    poll?: PollRow;
    card?: CardRow;
}

/** Everything that presenting some statuses to one viewer needs; presenting asks for nothing more. */
export interface Material {
    viewerId: string | null;
    /** What is "now" for this answer, in milliseconds. */
    now: number;
    statuses: ReadonlyMap<string, StatusRow>;
    accounts: ReadonlyMap<string, AccountRow>;
    attached: ReadonlyMap<string, Attached>;
}

/**
 * Collects what the statuses `ids` need for one viewer, the statuses they boost and quote included: three statements
 * for one status as for forty, and a fourth where an author has moved.
 */
export async function hydrate(
    db: Database,
    viewerId: string | null,
    ids: readonly string[],
): Promise<Material> {
    const rows = ids.length > 0 ? await findStatusRows(db, viewerId, ids) : [];
    const withContent: string[] = [];
    const authors = new Set<string>();
    for (const { id, accountId, boostOfId } of rows) {
        authors.add(accountId);
        if (boostOfId === null) withContent.push(id);
    }
    const [accounts, attached] = await Promise.all([
        hydrateAccounts(db, [...authors]),
        hydrateAttached(db, viewerId, withContent),
    ]);
    return {
        viewerId,
        now: Date.now(),
        statuses: new Map(rows.map((row) => [row.id, row])),
        accounts,
        attached,
    };
}

/** The accounts `ids` by id, with those they moved to. */
export async function hydrateAccounts(
    db: Database,
    ids: readonly string[],
): Promise<Map<string, AccountRow>> {
    if (ids.length === 0) return new Map();
    const accounts = new Map((await findAccountRows(db, { ids })).map((row) => [row.id, row]));
    const missing = new Set<string>();
    for (const { movedToId } of accounts.values())
        if (movedToId !== null && !accounts.has(movedToId)) missing.add(movedToId);
    if (missing.size > 0)
        for (const row of await findAccountRows(db, { ids: [...missing] })) accounts.set(row.id, row);
    return accounts;
}

async function hydrateAttached(
    db: Database,
    viewerId: string | null,
    ids: readonly string[],
): Promise<Map<string, Attached>> {
    const byStatus = new Map<string, Attached>();
    if (ids.length === 0) return byStatus;
    for (const row of await findAttachedRows(db, { ids, viewerId })) {
        let attached = byStatus.get(row.statusId);
        if (!attached) byStatus.set(row.statusId, (attached = { mentions: [], tags: [], media: [] }));
        if (row.kind === 'mention') attached.mentions.push(row.data);
        else if (row.kind === 'tag') attached.tags.push(row.data);
        else if (row.kind === 'media') attached.media.push(row.data);
        else if (row.kind === 'poll') attached.poll = row.data;
        else attached.card = row.data;
    }
    return byStatus;
}
