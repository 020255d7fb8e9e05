import { reachesFollowers } from '../activitypub/addressing';
import { findRemoteVoters, findVoteToSend } from '../domain/polls';
import { addressingOfStatus, loadNote, pollNumbersActivity, voteActivity } from '../federation/documents';
import { enqueueActivity, followerInboxes, inboxesOf, mentionedIds, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';

/** Sends a member's ballot to the author of a poll elsewhere, and to nobody else: each choice by itself. */
export const deliverVote: Effect<'poll.voted'> = async (db, { pollId, accountId }) => {
    for (const vote of await findVoteToSend(db, { pollId, accountId }))
        await enqueueActivity(db, {
            accountId,
            activity: voteActivity(vote),
            inboxes: await inboxesOf(db, [vote.authorId], { personal: true }),
            priority: PRIORITY.direct,
        });
};

/** Tells the servers of those who have a member's poll, and of those who voted in it, how it stands. */
export const deliverPollNumbers: Effect<'poll.counted' | 'poll.ended'> = async (db, { statusId }) => {
    const parts = await loadNote(db, statusId);
    if (!parts?.poll || !parts.status.local || parts.status.localOnly) return;
    const { author, poll } = parts;
    const isForFollowers = reachesFollowers(addressingOfStatus(parts), author.followersUrl);
    const others = [...(await mentionedIds(db, statusId)), ...(await findRemoteVoters(db, poll.id))];
    await enqueueActivity(db, {
        accountId: author.id,
        activity: pollNumbersActivity(parts),
        inboxes: [
            ...(isForFollowers ? await followerInboxes(db, author.id) : []),
            ...(await inboxesOf(db, others, { personal: !isForFollowers })),
        ],
        priority: PRIORITY.rest,
    });
};
