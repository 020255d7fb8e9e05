import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { relays } from '../../db/schema';

export type Relay = typeof relays.$inferSelect;

/** Every relay that was ever asked, the oldest first. */
export function listRelays(db: Queryable): Promise<Relay[]> {
    return db.select().from(relays).orderBy(asc(relays.id));
}

/** The relays that said yes: whatever is for everybody goes to them too. */
export function acceptedRelays(db: Queryable): Promise<Relay[]> {
    return db.select().from(relays).where(eq(relays.state, 'accepted')).orderBy(asc(relays.id));
}

/** Where relays take what is for everybody. */
export async function relayInboxes(db: Queryable): Promise<string[]> {
    return (await acceptedRelays(db)).map(({ inboxUrl }) => inboxUrl);
}

/** The relay that speaks as this actor, where it said yes; undefined for everybody else. */
export async function findRelay(db: Queryable, actorUri: string): Promise<Relay | undefined> {
    const [relay] = await db
        .select()
        .from(relays)
        .where(and(eq(relays.actorUri, actorUri), eq(relays.state, 'accepted')));
    return relay;
}
