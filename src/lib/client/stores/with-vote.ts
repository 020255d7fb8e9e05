import type { Poll } from '$lib/mastodon-api/entities';

/** A poll as it will be once the server has heard a vote; as it is, when it has heard one already. */
export function withVote(poll: Poll, choices: readonly number[]): Poll {
    if (poll.voted) return poll;
    return {
        ...poll,
        voted: true,
        own_votes: [...choices],
        votes_count: poll.votes_count + choices.length,
        voters_count: poll.voters_count === null ? null : poll.voters_count + 1,
        options: poll.options.map((option, index) => ({
            ...option,
            // Totals the author hides stay hidden.
            votes_count:
                option.votes_count === null ? null : option.votes_count + Number(choices.includes(index)),
        })),
    };
}
