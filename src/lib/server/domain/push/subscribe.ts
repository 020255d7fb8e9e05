import { and, eq, type SQL } from 'drizzle-orm';
import { allowedUrl } from '../../activitypub/outbound-fetch';
import { OutboundError } from '../../activitypub/outbound-error';
import { inTransaction, newId, type Database } from '../../db';
import { pushSubscriptions, type NotificationKind } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { readSubscriptionKeys, sealToken } from '../../push';
import type { Viewer } from '../users';

export type SubscriptionRow = typeof pushSubscriptions.$inferSelect;
export type PushPolicy = SubscriptionRow['policy'];

/** What is pushed, and whose doing it must be. */
export interface PushWishes {
    kinds?: readonly NotificationKind[];
    policy?: PushPolicy;
}

/** Where and how, as a browser or an app tells it. */
export interface PushAddress {
    endpoint: string;
    p256dh: string;
    auth: string;
    standard: boolean;
    /** The token the app signed the request with; none for a browser that is signed in. */
    accessToken?: string;
}

const LONGEST_ENDPOINT = 2_000;

/**
 * Pushes go there from now on, instead of wherever they went for this token or browser.
 * @throws Unprocessable for an address that is not reached from here, or keys that nothing can be encrypted with.
 */
export async function subscribe(
    db: Database,
    viewer: Viewer,
    { endpoint, p256dh, auth, standard, accessToken }: PushAddress,
    { kinds = [], policy = 'all' }: PushWishes,
): Promise<SubscriptionRow> {
    refuseAddress(endpoint);
    const keys = readSubscriptionKeys(p256dh, auth);
    if (!keys) throw new Unprocessable('Validation failed: Keys are not those of a push subscription');
    return inTransaction(db, async (tx) => {
        await tx.delete(pushSubscriptions).where(isOf(viewer));
        const [row] = await tx
            .insert(pushSubscriptions)
            .values({
                id: newId(),
                userId: viewer.userId,
                tokenId: viewer.tokenId,
                sessionId: viewer.sessionId,
                sealedToken: accessToken === undefined ? null : sealToken(accessToken),
                endpoint,
                ...keys,
                standard,
                alerts: [...kinds],
                policy,
            })
            // Another request of the same token was faster by a moment; the later one counts.
            .onConflictDoUpdate({
                target: viewer.tokenId === null ? pushSubscriptions.sessionId : pushSubscriptions.tokenId,
                set: { endpoint, ...keys, standard, alerts: [...kinds], policy },
            })
            .returning();
        if (!row) throw new NotFound();
        return row;
    });
}

/**
 * The subscription of this token or browser.
 * @throws NotFound
 */
export async function findSubscription(db: Database, viewer: Viewer): Promise<SubscriptionRow> {
    const [row] = await db.select().from(pushSubscriptions).where(isOf(viewer));
    if (!row) throw new NotFound();
    return row;
}

/**
 * Changes what is pushed; what is left out stays.
 * @throws NotFound
 */
export async function changeSubscription(
    db: Database,
    viewer: Viewer,
    { kinds, policy }: PushWishes,
): Promise<SubscriptionRow> {
    if (!kinds && !policy) return findSubscription(db, viewer);
    const [row] = await db
        .update(pushSubscriptions)
        .set({ alerts: kinds && [...kinds], policy })
        .where(isOf(viewer))
        .returning();
    if (!row) throw new NotFound();
    return row;
}

/** Pushes nothing more to this token or browser. None to end is fine. */
export async function unsubscribe(db: Database, viewer: Viewer): Promise<void> {
    await db.delete(pushSubscriptions).where(isOf(viewer));
}

function isOf({ userId, tokenId, sessionId }: Viewer): SQL | undefined {
    return and(
        eq(pushSubscriptions.userId, userId),
        tokenId === null
            ? eq(pushSubscriptions.sessionId, sessionId ?? '')
            : eq(pushSubscriptions.tokenId, tokenId),
    );
}

function refuseAddress(endpoint: string): void {
    if (endpoint.length > LONGEST_ENDPOINT)
        throw new Unprocessable('Validation failed: Endpoint is too long');
    try {
        allowedUrl(endpoint);
    } catch (error) {
        if (error instanceof OutboundError)
            throw new Unprocessable('Validation failed: Endpoint is not the address of a push service');
        throw error;
    }
}
