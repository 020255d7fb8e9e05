import { eq } from 'drizzle-orm';
import { PUBLIC } from '../activitypub/vocabulary';
import { newId, type Database } from '../db';
import { relays } from '../db/schema';
import { instanceActorUri } from '../domain/accounts';
import { acceptedRelays, type Relay } from '../domain/relays';
import { answerActivity, followActivity, loadNote, undoActivity } from '../federation/documents';
import { enqueueActivity, PRIORITY, SERVER } from '../federation/outbox';
import type { Effect } from './effect';
import { outlineOf } from './outline-of';

/** Asks a relay: Mastodon's kind is asked for all that is public, one that speaks LitePub is followed as somebody. */
export const deliverRelayFollow: Effect<'relay.asked'> = async (db, { relayId }) => {
    const [relay] = await db.select().from(relays).where(eq(relays.id, relayId));
    if (relay?.state !== 'pending' || !relay.followUri) return;
    const { inboxUrl, followUri, actorUri } = relay;
    await say(db, inboxUrl, followActivity(followUri, instanceActorUri(), actorUri ?? PUBLIC));
};

/** Tells a relay that this community wants nothing of it any more. */
export const deliverRelayUnfollow: Effect<'relay.left'> = (db, { inboxUrl, followUri, actorUri }) =>
    say(db, inboxUrl, undoActivity(followActivity(followUri, instanceActorUri(), actorUri ?? PUBLIC)));

/** Lets a relay follow that was asked. */
export const deliverRelayAcceptance: Effect<'relay.followed'> = (db, { inboxUrl, followUri, actorUri }) => {
    const targetUri = instanceActorUri();
    const follow = followActivity(followUri, actorUri, targetUri);
    return say(db, inboxUrl, answerActivity('Accept', follow, { targetUri, answerId: newId() }));
};

/** Relays that speak LitePub pass on what the server itself boosts: each public post of a member. */
export const announceToRelays: Effect<'status.created'> = async (db, fact) => {
    const { relays: passing = [] } = (await outlineOf(db, fact)) ?? {};
    const inboxes = boostedTo(passing);
    const parts = inboxes.length > 0 && (await loadNote(db, fact.statusId));
    if (!parts) return;
    const activity = serverBoost(parts.status.uri);
    await enqueueActivity(db, { accountId: SERVER, activity, inboxes, priority: PRIORITY.completion });
};

/** What was boosted so is taken back when it is deleted. */
export const unannounceToRelays: Effect<'status.deleted'> = async (
    db,
    { uri, local, localOnly, audience },
) => {
    if (!local || localOnly || audience.visibility !== 'public' || audience.boostOfId !== null) return;
    await enqueueActivity(db, {
        accountId: SERVER,
        activity: undoActivity(serverBoost(uri)),
        inboxes: boostedTo(await acceptedRelays(db)),
        priority: PRIORITY.completion,
    });
};

function boostedTo(passing: Pick<Relay, 'inboxUrl' | 'kind'>[]): string[] {
    return passing.filter(({ kind }) => kind === 'litepub').map(({ inboxUrl }) => inboxUrl);
}

function serverBoost(statusUri: string) {
    const actor = instanceActorUri();
    return { id: `${statusUri}#relayed`, type: 'Announce', actor, object: statusUri, to: [PUBLIC] };
}

function say(db: Database, inbox: string, activity: { id: string }): Promise<void> {
    return enqueueActivity(db, {
        accountId: SERVER,
        activity: { ...activity },
        inboxes: [inbox],
        priority: PRIORITY.direct,
    });
}
