import { findVoteToSend } from '../domain/polls';
import { voteActivity } from '../federation/documents';
import { enqueueActivity, inboxesOf, PRIORITY } from '../federation/outbox';
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
