import { sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { emit } from '../../events';
import type { Actor } from '../users';
import { findFilters, type Filter } from './filter-row';

/**
 * The one way to change anything about a member's filters: `change` sees all of them and nobody else changes them
 * meanwhile. What follows from it holds as soon as this returns; the member's other devices are told to read anew.
 */
export async function changeOwnFilters<T>(
    db: Database,
    owner: Actor,
    change: (tx: Transaction, filters: readonly Filter[]) => Promise<T>,
): Promise<T> {
    const { accountId } = owner;
    return inTransaction(db, async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`filters:${accountId}`}, 0))`);
        const changed = await change(tx, await findFilters(tx, owner));
        await emit(tx, { type: 'filters.changed', accountId });
        return changed;
    });
}
