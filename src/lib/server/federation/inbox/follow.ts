import { DocumentRefused } from '../../activitypub/untrusted';
import { findByUri, findFollowAsked, instanceActorUri } from '../../domain/accounts';
import { acceptFollow, followAccount, rejectFollow } from '../../domain/relationships';
import { followBack } from '../../domain/relays';
import { followAnswered, quoteAnswered, relayAnswered, type Said } from '../provenance';
import type { Handler } from './dispatch';
import { receiveQuoteAcceptance, receiveQuoteRejection } from './quote-answer';
import { receiveRelayAnswer } from './relay-answer';

/** Follow: somebody elsewhere wants to follow a member. */
export const receiveFollow: Handler = async (db, { actor, activity }) => {
    if (activity.object.id === instanceActorUri()) return receiveRelay(db, actor, activity.id);
    const target = activity.object.id && (await findByUri(db, activity.object.id));
    if (!target || target.domain !== null) throw new DocumentRefused('gone');
    await followAccount(db, { accountId: actor.id }, target.id, { uri: activity.id });
};

/** A relay follows the community itself; nobody else may. */
async function receiveRelay(
    db: Parameters<Handler>[0],
    actor: Said['actor'],
    followUri: string,
): Promise<void> {
    if (!(await followBack(db, actor, followUri))) throw new DocumentRefused('not-handled');
}

/** Accept: whom a member asked to follow, or to quote, agrees. */
export const receiveAccept: Handler = async (db, said) => {
    const quote = quoteAnswered(said);
    if (quote) return receiveQuoteAcceptance(db, said, quote);
    const relay = relayAnswered(said);
    if (relay) return receiveRelayAnswer(db, said, relay, { isAccepted: true });
    const followerId = await findFollower(db, said);
    await acceptFollow(db, { accountId: said.actor.id }, followerId);
};

/** Reject: whom a member asked to follow, or follows, or asked to quote, does not want it. */
export const receiveReject: Handler = async (db, said) => {
    const quote = quoteAnswered(said);
    if (quote) return receiveQuoteRejection(db, said, quote);
    const relay = relayAnswered(said);
    if (relay) return receiveRelayAnswer(db, said, relay, { isAccepted: false });
    const followerId = await findFollower(db, said);
    await rejectFollow(db, { accountId: said.actor.id }, followerId);
};

/** The member whose Follow of this very actor is answered. @throws DocumentRefused where there is none. */
async function findFollower(db: Parameters<Handler>[0], said: Said): Promise<string> {
    const followerId = await findFollowAsked(db, said.actor.id, followAnswered(said));
    if (!followerId) throw new DocumentRefused('not-ours-to-say');
    return followerId;
}
