import { cancelScheduled, findScheduled, rescheduleStatus } from '$lib/server/domain/compositions';
import { endpoint } from '$lib/server/http';
import { presentOneScheduled } from '$lib/server/serializers';
import { readMoment } from '../../statuses/read-draft.server';

/** https://docs.joinmastodon.org/methods/scheduled_statuses/#get-one */
export const GET = endpoint({ scope: 'read:statuses', access: 'user' }, async ({ db, viewer, params }) =>
    presentOneScheduled(db, await findScheduled(db, viewer, params.id)),
);

/** Without a date nothing changes. https://docs.joinmastodon.org/methods/scheduled_statuses/#update */
export const PUT = endpoint(
    { scope: 'write:statuses', access: 'user' },
    async ({ db, viewer, params, input }) => {
        const scheduledAt = readMoment(input, 'scheduled_at');
        const scheduled = scheduledAt
            ? await rescheduleStatus(db, viewer, params.id, scheduledAt)
            : await findScheduled(db, viewer, params.id);
        return presentOneScheduled(db, scheduled);
    },
);

/** https://docs.joinmastodon.org/methods/scheduled_statuses/#cancel */
export const DELETE = endpoint(
    { scope: 'write:statuses', access: 'user' },
    async ({ db, viewer, params }) => {
        await cancelScheduled(db, viewer, params.id);
        return {};
    },
);
