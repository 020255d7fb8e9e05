import type { ListChanges } from '$lib/server/domain/lists';
import { Unprocessable } from '$lib/server/errors';
import type { Input } from '$lib/server/http';

const REPLIES = ['followed', 'list', 'none'] as const;

/**
 * What a request chooses of a list.
 * @throws Unprocessable for values that cannot be.
 */
export function listChanges(input: Input): ListChanges {
    const named = input.text('replies_policy');
    const repliesPolicy = REPLIES.find((policy) => policy === named);
    if (named !== undefined && !repliesPolicy)
        throw new Unprocessable(`replies_policy must be one of ${REPLIES.join(', ')}`);
    return {
        title: input.emptyableText('title'),
        ...(repliesPolicy && { repliesPolicy }),
        ...(input.has('exclusive') && { exclusive: input.flag('exclusive') ?? false }),
    };
}
