import { eq } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { relays } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import type { Relay } from './relays';

/** Leaves a relay, and remembers it: nothing goes there, and nothing that comes from there counts. @throws NotFound */
export function switchRelayOff(db: Database, id: string): Promise<Relay> {
    return inTransaction(db, async (tx) => {
        const relay = await leave(tx, id);
        await tx.update(relays).set({ state: 'disabled', answeredAt: null }).where(eq(relays.id, id));
        return { ...relay, state: 'disabled' };
    });
}

/** Leaves a relay for good. @throws NotFound */
export function removeRelay(db: Database, id: string): Promise<Relay> {
    return inTransaction(db, async (tx) => {
        const relay = await leave(tx, id);
        await tx.delete(relays).where(eq(relays.id, id));
        return relay;
    });
}

async function leave(tx: Transaction, id: string): Promise<Relay> {
    const [relay] = await tx.select().from(relays).where(eq(relays.id, id)).for('update');
    if (!relay) throw new NotFound();
    const { kind, state, inboxUrl, followUri, actorUri } = relay;
    const isBound = state === 'pending' || state === 'accepted';
    if (isBound && followUri)
        await emit(tx, {
            type: 'relay.left',
            inboxUrl,
            followUri,
            actorUri: kind === 'litepub' ? actorUri : null,
        });
    return relay;
}
