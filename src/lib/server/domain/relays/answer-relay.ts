import { and, eq, inArray } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { relays } from '../../db/schema';
import { emit } from '../../events';
import type { AccountRow } from '../accounts';

/**
 * Takes a relay's answer to the Follow `followUri`. Only whoever was asked can give it: the actor that was named, or one
 * who lives where the inbox is. False where this is not theirs to say.
 */
export async function settleRelay(
    db: Database,
    actor: Pick<AccountRow, 'uri'>,
    followUri: string,
    { isAccepted }: { isAccepted: boolean },
): Promise<boolean> {
    return inTransaction(db, async (tx) => {
        const [relay] = await tx.select().from(relays).where(eq(relays.followUri, followUri)).for('update');
        if (!relay || relay.state === 'disabled') return false;
        const isAsked =
            relay.actorUri === null
                ? new URL(relay.inboxUrl).origin === new URL(actor.uri).origin
                : relay.actorUri === actor.uri;
        if (!isAsked) return false;
        await tx
            .update(relays)
            .set({
                state: isAccepted ? 'accepted' : 'rejected',
                actorUri: actor.uri,
                answeredAt: new Date(),
            })
            .where(eq(relays.id, relay.id));
        return true;
    });
}

/** A relay that was asked follows the community in turn, as LitePub has it: it is told yes. False for anybody else. */
export async function followBack(
    db: Database,
    { uri, inboxUrl }: Pick<AccountRow, 'uri' | 'inboxUrl'>,
    followUri: string,
): Promise<boolean> {
    return inTransaction(db, async (tx) => {
        const [relay] = await tx
            .select({ id: relays.id })
            .from(relays)
            .where(and(eq(relays.actorUri, uri), inArray(relays.state, ['pending', 'accepted'])));
        if (!relay) return false;
        await emit(tx, { type: 'relay.followed', actorUri: uri, inboxUrl, followUri });
        return true;
    });
}
