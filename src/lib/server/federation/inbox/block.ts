import { DocumentRefused } from '../../activitypub/untrusted';
import { findByUri } from '../../domain/accounts';
import { blockAccount } from '../../domain/relationships';
import type { Handler } from './dispatch';

/** Block: somebody elsewhere wants nothing to do with a member. */
export const receiveBlock: Handler = async (db, { actor, activity }) => {
    // With a target it keeps somebody out of a community there; it says nothing about the two people.
    if (activity.target) throw new DocumentRefused('not-handled');
    const target = activity.object.id && (await findByUri(db, activity.object.id));
    if (!target || target.domain !== null) throw new DocumentRefused('gone');
    await blockAccount(db, { accountId: actor.id }, target.id, { uri: activity.id });
};
