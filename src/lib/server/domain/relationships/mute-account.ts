import { sql, type SQL } from 'drizzle-orm';
import { inTransaction, newId, type Queryable } from '../../db';
import { mutes } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { lockPair } from './pair';

/** How somebody is muted. */
export interface MuteOptions {
    /** Hide what they cause in notifications too. */
    hideNotifications?: boolean;
    /** Seconds until it ends by itself; 0 or none is for good. */
    duration?: number;
}

/** A hundred years, in seconds: what a date can hold is not for ever. */
const LONGEST = 3_155_760_000;

/**
 * Hides `targetId` from `actor`, who goes on following; the muted never learns. Muting again replaces the options.
 * @throws NotFound, Forbidden for oneself.
 */
export function muteAccount(
    db: Queryable,
    actor: Actor,
    targetId: string,
    { hideNotifications = true, duration = 0 }: MuteOptions = {},
): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other } = await lockPair(tx, actor, targetId);
        const chosen = {
            hideNotifications,
            expiresAt: duration > 0 ? new Date(Date.now() + Math.min(duration, LONGEST) * 1000) : null,
        };
        await tx
            .insert(mutes)
            .values({ id: newId(), accountId: actor.accountId, targetId: other.id, ...chosen })
            .onConflictDoUpdate({ target: [mutes.accountId, mutes.targetId], set: chosen });
        await emit(tx, { type: 'account.muted', accountId: actor.accountId, targetId: other.id });
    });
}

/** As a condition on rows of `mutes`: it has not ended by itself. The row outlives its end. */
export function isInForce(): SQL {
    return sql`(${mutes.expiresAt} is null or ${mutes.expiresAt} > now())`;
}
