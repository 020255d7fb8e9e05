import { LRUCache } from 'lru-cache';
import type { Database } from '../db';
import { filtersOf, type FilterMatcher } from '../domain/filters';
import { findAccountRows, type AccountRow } from './account-rows';
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

/** The accounts `ids` by id, with those they moved to. */
export async function hydrateAccounts(
    db: Database,
    ids: readonly string[],
): Promise<Map<string, AccountRow>> {
    const accounts = new Map<string, AccountRow>();
    await addAccounts(db, accounts, ids);
    await addMovedTo(db, accounts);
    return accounts;
}

const KNOWN_AUTHORS = 2_000;
const knownAuthors = new WeakMap<Database, LRUCache<string, AccountRow>>();

/**
 * Who wrote `rows`. The same people write most of what is read, so their rows are kept, and asked for again exactly
 * when a status says that its author's row is not the one that is kept.
 */
async function hydrateAuthors(db: Database, rows: readonly StatusRow[]): Promise<Map<string, AccountRow>> {
    let known = knownAuthors.get(db);
    if (!known) knownAuthors.set(db, (known = new LRUCache({ max: KNOWN_AUTHORS })));
    const authors = new Map<string, AccountRow>();
    const unknown = new Set<string>();
    for (const { accountId, authorVersion } of rows) {
        const row = known.get(accountId);
        if (row?.version === authorVersion) authors.set(accountId, row);
        else unknown.add(accountId);
    }
    await addAccounts(db, authors, [...unknown]);
    for (const id of unknown) {
        const row = authors.get(id);
        if (row) known.set(id, row);
    }
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
