import { and, count, eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { accounts, pins } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { Viewer } from '../users';
import { audienceRules } from './audiences';
import { findOwnStatus } from './find-visible-status';

/** How many statuses stand on top of a profile. */
export const MOST_PINS = 5;

/**
 * Puts an own status on top of the profile. Direct ones and boosts do not go there.
 * @throws NotFound, Unprocessable
 */
export async function pinStatus(db: Database, viewer: Viewer, id: string): Promise<string> {
    return inTransaction(db, async (tx) => {
        // Held so that two pins at once count each other.
        await tx
            .select({ id: accounts.id })
            .from(accounts)
            .where(eq(accounts.id, viewer.accountId))
            .for('no key update');
        const status = await findOwnStatus(tx, viewer, id);
        if (status.boostOfId || !audienceRules[status.visibility].pinnable)
            throw new Unprocessable('Validation failed: This post cannot be pinned');
        const own = eq(pins.accountId, viewer.accountId);
        const [pinned] = await tx
            .select()
            .from(pins)
            .where(and(own, eq(pins.statusId, id)));
        if (pinned) return id;
        const [total] = await tx.select({ count: count() }).from(pins).where(own);
        if ((total?.count ?? 0) >= MOST_PINS)
            throw new Unprocessable('Validation failed: You have already pinned the maximum number of posts');
        await tx.insert(pins).values({ accountId: viewer.accountId, statusId: id });
        return id;
    });
}

/**
 * Takes a status from the top of the profile.
 * @throws NotFound
 */
export async function unpinStatus(db: Database, viewer: Viewer, id: string): Promise<string> {
    const status = await findOwnStatus(db, viewer, id);
    await db.delete(pins).where(and(eq(pins.accountId, viewer.accountId), eq(pins.statusId, status.id)));
    return status.id;
}
