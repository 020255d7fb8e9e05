import type { Context } from '$lib/mastodon-api/entities';
import { checkThread } from '$lib/server/domain/origins';
import { threadOf } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { asyncRefreshHeader, presentStatuses, threadAnswersEntity } from '$lib/server/serializers';

/**
 * What a member reads is completed from where it was written: the answer names the refresh that is under way, and says
 * how much of the thread is here. Guests read what is here.
 * https://docs.joinmastodon.org/methods/statuses/#context
 */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, params }): Promise<Response> => {
        const { ancestorIds, descendantIds, answers } = await threadOf(db, viewer, params.id);
        const entities = await presentStatuses(db, viewer, [...ancestorIds, ...descendantIds]);
        const above = new Set(ancestorIds);
        const context: Context = {
            ancestors: entities.filter(({ id }) => above.has(id)),
            descendants: entities.filter(({ id }) => !above.has(id)),
        };
        if (!viewer) return Response.json(context);
        const check = await checkThread(db, params.id);
        context.answers = threadAnswersEntity(answers, check);
        return Response.json(context, {
            headers: check?.running && { 'Mastodon-Async-Refresh': asyncRefreshHeader(check.running) },
        });
    },
);
