import { voteInPoll } from '$lib/server/domain/polls';
import { Unprocessable } from '$lib/server/errors';
import { endpoint, type Input } from '$lib/server/http';
import { presentPoll } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/polls/#vote */
export const POST = endpoint(
    { scope: 'write:statuses', access: 'user' },
    async ({ db, viewer, params, input }) => {
        const { status } = await voteInPoll(db, viewer, params.id, readChoices(input));
        return presentPoll(db, viewer, status.id);
    },
);

/** The places of the chosen options, counted from 0. */
function readChoices(input: Input): number[] {
    return input.list('choices', { max: 100 }).map((text) => {
        if (!/^\d{1,3}$/.test(text)) throw new Unprocessable('choices must be a list of whole numbers');
        return Number(text);
    });
}
