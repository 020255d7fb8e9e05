import { and, count, eq } from 'drizzle-orm';
import { inTransaction, type Database, type Queryable } from '../../db';
import { accounts, pins } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { emit } from '../../events';
import type { Actor, Viewer } from '../users';
import { audienceRules } from './audiences';
import { findOwnStatus, type StatusRow } from './find-visible-status';

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
        await emit(tx, { type: 'status.pinned', statusId: id, at: Date.now() });
        return id;
    });
}

/**
 * Takes a status from the top of the profile.
 * @throws NotFound
 */
export async function unpinStatus(db: Database, viewer: Viewer, id: string): Promise<string> {
    const status = await findOwnStatus(db, viewer, id);
    await removePin(db, viewer, status.id);
    return status.id;
}

/** Takes a pin away, where there is one. */
export function removePin(db: Queryable, { accountId }: Actor, statusId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const removed = await tx
            .delete(pins)
            .where(and(eq(pins.accountId, accountId), eq(pins.statusId, statusId)))
            .returning({ id: pins.statusId });
        if (removed.length > 0) await emit(tx, { type: 'status.unpinned', statusId, at: Date.now() });
    });
}

/** How many posts somebody elsewhere may have on top of their profile, as far as it is shown here. */
export const MOST_REMOTE_PINS = 20;

/** Keeps that somebody elsewhere put a post of theirs on top of their profile. Others' posts and boosts stay where they are. */
export function keepPin(db: Queryable, { accountId }: Actor, status: StatusRow): Promise<void> {
    if (
        status.accountId !== accountId ||
        status.boostOfId !== null ||
        !audienceRules[status.visibility].pinnable
    )
        return Promise.resolve();
    return inTransaction(db, async (tx) => {
        await tx
            .select({ id: accounts.id })
            .from(accounts)
            .where(eq(accounts.id, accountId))
            .for('no key update');
        const [total] = await tx.select({ count: count() }).from(pins).where(eq(pins.accountId, accountId));
        if ((total?.count ?? 0) < MOST_REMOTE_PINS)
            await tx.insert(pins).values({ accountId, statusId: status.id }).onConflictDoNothing();
    });
}
