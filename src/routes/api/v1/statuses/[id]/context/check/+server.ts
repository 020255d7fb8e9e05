import type { ThreadAnswers } from '$lib/mastodon-api/entities';
import { checkThread } from '$lib/server/domain/origins';
import { threadOf } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { threadAnswersEntity } from '$lib/server/serializers';

/**
 * Has the servers on which a thread was written asked for answers that are not here, unless they were lately
 * (`next_check_at`); says how much of the thread is here either way. Not part of Mastodon's API.
 */
export const POST = endpoint(
    { scope: 'read:statuses', access: 'user' },
    async ({ db, viewer, params }): Promise<ThreadAnswers> => {
        const { answers } = await threadOf(db, viewer, params.id);
        return threadAnswersEntity(answers, await checkThread(db, params.id));
    },
);
