import { LRUCache } from 'lru-cache';
import type { Database } from '../db';
import { filtersOf, type FilterMatcher } from '../domain/filters';
import { findAccountRows, findAccountVersions, type AccountRow, type AccountVersion } from './account-rows';
import {
    type AttachedRow,
    type CardRow,
    type MediaRow,
    type MentionRow,
    type PollRow,
    type ReactionRow,
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
    reactions: ReactionRow[];
}

/** Everything that presenting some statuses to one viewer needs; presenting asks for nothing more. */
export interface Material {
    viewerId: string | null;
    /** What is "now" for this answer, in milliseconds. */
    now: number;
    statuses: ReadonlyMap<string, StatusRow>;
    accounts: ReadonlyMap<string, AccountRow>;
    attached: ReadonlyMap<string, Attached>;
    /** The viewer's own, if they have any. */
    filters: FilterMatcher | undefined;
}

/**
 * Collects what the statuses `ids` need for one viewer, the statuses they boost and quote included: one statement for
 * one status as for forty, a second for authors who are not known as they are now, and a third where one has moved or a
 * previewed page credits somebody. The viewer's filters come from memory.
 */
export async function hydrate(
    db: Database,
    viewerId: string | null,
    ids: readonly string[],
): Promise<Material> {
    const [rows, filters] = await Promise.all([
        ids.length > 0 ? findStatusRows(db, viewerId, ids) : [],
        viewerId === null ? undefined : filtersOf(db, viewerId),
    ]);
    return {
        viewerId,
        now: Date.now(),
        statuses: new Map(rows.map((row) => [row.id, row])),
        accounts: await hydrateAuthors(db, rows),
        attached: new Map(rows.map(({ id, attached }) => [id, sorted(attached)])),
        filters,
    };
}

/** As many rows are read as quickly as it is asked whether they have changed. */
const FEW = 3;

/** The accounts `ids` by id, with those they moved to. */
export async function hydrateAccounts(
    db: Database,
    ids: readonly string[],
): Promise<Map<string, AccountRow>> {
    const accounts = new Map<string, AccountRow>();
    if (ids.length > FEW) await addKnown(db, accounts, await findAccountVersions(db, { ids }));
    else await addAccounts(db, accounts, ids);
    await addMovedTo(db, accounts);
    return accounts;
}

const MOST_KNOWN = 2_000;
const knownAccounts = new WeakMap<Database, LRUCache<string, AccountRow>>();

/**
 * The same people write and do most of what is read, so their rows are kept, and asked for again exactly when the one
 * that is kept is not the present `version`.
 */
async function addKnown(
    db: Database,
    accounts: Map<string, AccountRow>,
    present: readonly AccountVersion[],
): Promise<void> {
    let known = knownAccounts.get(db);
    if (!known) knownAccounts.set(db, (known = new LRUCache({ max: MOST_KNOWN })));
    const unknown = new Set<string>();
    for (const { id, version } of present) {
        const row = known.get(id);
        if (row?.version === version) accounts.set(id, row);
        else unknown.add(id);
    }
    await addAccounts(db, accounts, [...unknown]);
    for (const id of unknown) {
        const row = accounts.get(id);
        if (row) known.set(id, row);
    }
}

/** Who wrote `rows`, and whom else they show. */
async function hydrateAuthors(db: Database, rows: readonly StatusRow[]): Promise<Map<string, AccountRow>> {
    const authors = new Map<string, AccountRow>();
    const present = rows.map(({ accountId, authorVersion }) => ({ id: accountId, version: authorVersion }));
    await addKnown(db, authors, present);
    await addMovedTo(db, authors, creditedIn(rows));
    return authors;
}

/** Whom previewed pages credit. */
function creditedIn(rows: readonly StatusRow[]): string[] {
    return rows.flatMap(({ attached }) =>
        (attached ?? []).flatMap((row) =>
            row.kind === 'card' && row.data.authorId ? row.data.authorId : [],
        ),
    );
}

/** Adds to `accounts` where they moved to, and `others` besides. */
async function addMovedTo(
    db: Database,
    accounts: Map<string, AccountRow>,
    others: readonly string[] = [],
): Promise<void> {
    const missing = new Set(others.filter((id) => !accounts.has(id)));
    for (const { movedToId } of accounts.values())
        if (movedToId !== null && !accounts.has(movedToId)) missing.add(movedToId);
    await addAccounts(db, accounts, [...missing]);
}

async function addAccounts(
    db: Database,
    accounts: Map<string, AccountRow>,
    ids: readonly string[],
): Promise<void> {
    if (ids.length === 0) return;
    for (const row of await findAccountRows(db, { ids })) accounts.set(row.id, row);
}

function sorted(rows: readonly AttachedRow[] | null): Attached {
    const attached: Attached = { mentions: [], tags: [], media: [], reactions: [] };
    for (const row of rows ?? [])
        if (row.kind === 'mention') attached.mentions.push(row.data);
        else if (row.kind === 'tag') attached.tags.push(row.data);
        else if (row.kind === 'media') attached.media.push(row.data);
        else if (row.kind === 'reaction') attached.reactions.push(row.data);
        else if (row.kind === 'poll') attached.poll = row.data;
        else attached.card = row.data;
    return attached;
}
