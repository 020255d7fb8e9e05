import { and, eq, lt, sql } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { knownDevices } from '../../db/schema';
import { sendMail } from '../../mail';
import { hashOf, newSecret } from './secrets';

/** Days after which a browser that was not seen counts as new. */
export const DEVICE_DAYS = 400;

/**
 * Notes which browser a member signs in from, by the secret it kept from before. The member is told by mail of one that
 * is new, unless it is their first. Returns the secret for the browser to keep: no sign-in is made easier by it.
 */
export async function recogniseDevice(
    db: Queryable,
    userId: string,
    { secret, userAgent, ip }: { secret?: string; userAgent: string; ip: string },
): Promise<string> {
    const kept = secret && /^[\w-]{43}$/.test(secret) ? secret : newSecret();
    const deviceHash = hashOf(kept);
    await inTransaction(db, async (tx) => {
        const [known] = await tx
            .update(knownDevices)
            .set({ lastSeenAt: sql`now()` })
            .where(and(eq(knownDevices.userId, userId), eq(knownDevices.deviceHash, deviceHash)))
            .returning({ userId: knownDevices.userId });
        if (known) return;
        const [other] = await tx
            .select({ userId: knownDevices.userId })
            .from(knownDevices)
            .where(eq(knownDevices.userId, userId))
            .limit(1);
        await tx.insert(knownDevices).values({ userId, deviceHash }).onConflictDoNothing();
        if (!other) return;
        const at = new Date().toISOString();
        await sendMail(tx, { about: 'new-device', userId, userAgent: userAgent.slice(0, 300), ip, at });
    });
    return kept;
}

/** Forgets browsers that were not seen for long. */
export async function forgetOldDevices(db: Queryable): Promise<void> {
    await db
        .delete(knownDevices)
        .where(lt(knownDevices.lastSeenAt, sql`now() - make_interval(days => ${DEVICE_DAYS})`));
}
