import { AUDIENCES, boostStatus } from '$lib/server/domain/statuses';
import { Unprocessable } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#boost */
export const POST = endpoint(
    { scope: 'write:statuses', access: 'user', limit: 'posting' },
    async ({ db, viewer, params, input }) => {
        const wanted = input.text('visibility') ?? viewer.settings.defaultVisibility ?? 'public';
        const visibility = AUDIENCES.find((audience) => audience === wanted);
        if (!visibility) throw new Unprocessable('Validation failed: Visibility is not included in the list');
        const boost = await boostStatus(db, viewer, params.id, { visibility });
        return presentStatus(db, viewer, boost.id);
    },
);
