import { isId } from '$lib/server/db';
import { scheduleStatus } from '$lib/server/domain/compositions';
import { postStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentOneScheduled, presentStatus, presentStatuses } from '$lib/server/serializers';
import { readDraft } from './read-draft.server';

/** https://docs.joinmastodon.org/methods/statuses/#create */
export const POST = endpoint(
    { scope: 'write:statuses', access: 'user', limit: 'posting' },
    async ({ db, viewer, input, request }) => {
        const idempotencyKey = request.headers.get('idempotency-key')?.slice(0, 255) || undefined;
        const { scheduledAt, ...draft } = readDraft(input);
        if (scheduledAt && scheduledAt > new Date()) {
            const request = { ...draft, scheduledAt };
            const scheduled = await scheduleStatus(db, viewer, request, { idempotencyKey });
            return presentOneScheduled(db, scheduled);
        }
        const { id } = await postStatus(db, viewer, { ...draft, scheduledAt }, { idempotencyKey });
        return presentStatus(db, viewer, id);
    },
);

/** https://docs.joinmastodon.org/methods/statuses/#index */
export const GET = endpoint({ scope: 'read:statuses', access: 'public' }, ({ db, viewer, input }) =>
    presentStatuses(db, viewer, input.list('id', { max: 40 }).filter(isId)),
);
