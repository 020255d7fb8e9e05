import { PUBLIC } from '../activitypub/vocabulary';
import { proofKeyOf } from '../domain/accounts';
import { describeEmojis } from '../domain/emoji';
import { actorDocument } from '../federation/documents';
import { enqueueActivity, findSigningActor, followerInboxes, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';

/** Sends a member's changed profile to their followers' servers. */
export const deliverProfile: Effect<'account.updated' | 'account.moved'> = async (db, { accountId }) => {
    const found = await findSigningActor(db, accountId);
    if (!found) return;
    const { account } = found;
    await enqueueActivity(db, {
        accountId,
        activity: {
            id: `${account.uri}#updates/${account.updatedAt.getTime()}`,
            type: 'Update',
            actor: account.uri,
            to: [PUBLIC],
            object: actorDocument(found, {
                proofKey: await proofKeyOf(db, accountId),
                emojis: await describeEmojis(db, Object.keys(account.emojis)),
            }),
        },
        inboxes: await followerInboxes(db, accountId),
        priority: PRIORITY.completion,
    });
};
