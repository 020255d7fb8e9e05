import { eq } from 'drizzle-orm';
import { newId, type Database } from '../../db';
import { filterStatuses } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { findVisibleStatus } from '../statuses';
import type { Actor } from '../users';
import { changeOwnFilters } from './change-own-filters';
import { chosenStatusIn, filterIn, type ChosenStatus } from './filter-row';
import { MOST_STATUSES } from './limits';

/**
 * Lets a filter name a status by itself. Twice is once.
 * @throws NotFound for the filter, and for a status that its owner cannot see; Unprocessable beyond the limit.
 */
export async function chooseStatus(
    db: Database,
    owner: Actor,
    filterId: string,
    statusId: string,
): Promise<ChosenStatus> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const filter = filterIn(existing, filterId);
        const status = await findVisibleStatus(tx, owner, statusId);
        const known = filter.statuses.find((one) => one.statusId === status.id);
        if (known) return known;
        if (existing.reduce((sum, { statuses }) => sum + statuses.length, 0) >= MOST_STATUSES)
            throw new Unprocessable(
                `Validation failed: You cannot filter more than ${MOST_STATUSES} statuses by themselves`,
            );
        const id = newId();
        await tx.insert(filterStatuses).values({ id, filterId, statusId: status.id });
        return { id, statusId: status.id };
    });
}

/**
 * Takes a status out of a filter, and returns what it was.
 * @throws NotFound
 */
export function unchooseStatus(db: Database, owner: Actor, id: string): Promise<ChosenStatus> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const chosen = chosenStatusIn(existing, id);
        await tx.delete(filterStatuses).where(eq(filterStatuses.id, id));
        return chosen;
    });
}
