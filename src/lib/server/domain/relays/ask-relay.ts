import { eq } from 'drizzle-orm';
import { inTransaction, newId, type Database, type Transaction } from '../../db';
import { relays } from '../../db/schema';
import { Conflict, NotFound, Unprocessable } from '../../errors';
import { emit } from '../../events';
import { fetchActor, instanceActorUri } from '../accounts';
import type { Relay } from './relays';

/** Whom a relay is followed as: by its inbox (Mastodon's kind) or as somebody (LitePub). */
export type RelayKind = Relay['kind'];

/**
 * Asks a relay to pass public posts on. One of Mastodon's kind is named by the address of its inbox, one that speaks
 * LitePub by the id of its actor, who is read at once.
 * @throws Unprocessable for what is no address, Conflict where it was asked before; DocumentRefused, OutboundError where the
 * actor cannot be had.
 */
export async function addRelay(db: Database, address: string, kind: RelayKind): Promise<Relay> {
    if (!URL.canParse(address)) throw new Unprocessable(`${address} is no address`);
    const actor = kind === 'litepub' ? await fetchActor(db, address) : undefined;
    const inboxUrl = actor?.inboxUrl ?? new URL(address).href;
    return inTransaction(db, async (tx) => {
        const [added] = await tx
            .insert(relays)
            .values({ id: newId(), inboxUrl, kind, state: 'pending', actorUri: actor?.uri ?? null })
            .onConflictDoNothing()
            .returning();
        if (!added) throw new Conflict(`${inboxUrl} is a relay of this community already`);
        return ask(tx, added);
    });
}

/**
 * Asks a relay that is off, or refused, once more.
 * @throws NotFound
 */
export function askRelayAgain(db: Database, id: string): Promise<Relay> {
    return inTransaction(db, async (tx) => {
        const [relay] = await tx.select().from(relays).where(eq(relays.id, id)).for('update');
        if (!relay) throw new NotFound();
        return ask(tx, relay);
    });
}

/** Each question has an id of its own, so that a late answer to a former one says nothing. */
async function ask(tx: Transaction, { id, kind, actorUri }: Relay): Promise<Relay> {
    const [asked] = await tx
        .update(relays)
        .set({
            state: 'pending',
            followUri: `${instanceActorUri()}#follows/${newId()}`,
            actorUri: kind === 'litepub' ? actorUri : null,
            answeredAt: null,
        })
        .where(eq(relays.id, id))
        .returning();
    if (!asked) throw new NotFound();
    await emit(tx, { type: 'relay.asked', relayId: id });
    return asked;
}
