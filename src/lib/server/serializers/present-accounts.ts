import type { Account } from '$lib/mastodon-api/entities';
import { isId, type Database } from '../db';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { accountEntity } from './account';
import { hydrateAccounts } from './hydrate';

/** The accounts `ids` as `viewer` sees them, in the order of `ids`; those that are gone are left out. */
export async function presentAccounts(
    db: Database,
    viewer: Actor | null,
    ids: readonly string[],
): Promise<Account[]> {
    const accounts = await hydrateAccounts(db, ids);
    const entities: Account[] = [];
    for (const id of ids) {
        const row = accounts.get(id);
        if (row)
            entities.push(
                accountEntity(row, row.movedToId === null ? undefined : accounts.get(row.movedToId)),
            );
    }
    return entities;
}

/**
 * The account `id` as `viewer` sees it.
 * @throws NotFound
 */
export async function presentAccount(db: Database, viewer: Actor | null, id: string): Promise<Account> {
    const [entity] = isId(id) ? await presentAccounts(db, viewer, [id]) : [];
    if (!entity) throw new NotFound();
    return entity;
}
