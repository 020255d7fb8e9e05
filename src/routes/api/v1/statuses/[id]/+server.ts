import { changeQuotePolicy } from '$lib/server/domain/quotes';
import { deleteStatus, editStatus, findOwnStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentMedia, presentStatus } from '$lib/server/serializers';
import { readQuotePolicy, readRevision } from '../read-draft.server';

/** https://docs.joinmastodon.org/methods/statuses/#get */
export const GET = endpoint({ scope: 'read:statuses', access: 'public' }, ({ db, viewer, params }) =>
    presentStatus(db, viewer, params.id),
);

/** https://docs.joinmastodon.org/methods/statuses/#edit */
export const PUT = endpoint(
    { scope: 'write:statuses', access: 'user' },
    async ({ db, viewer, params, input }) => {
        const quotePolicy = readQuotePolicy(input);
        await editStatus(db, viewer, params.id, readRevision(input));
        if (quotePolicy) await changeQuotePolicy(db, viewer, params.id, quotePolicy);
        return presentStatus(db, viewer, params.id);
    },
);

/**
 * https://docs.joinmastodon.org/methods/statuses/#delete
 * The answer is made before the deletion, with the source text: clients redraft from it, and may attach its media again.
 */
export const DELETE = endpoint(
    { scope: 'write:statuses', access: 'user', limit: 'deletion' },
    async ({ db, viewer, params, input }) => {
        const { source } = await findOwnStatus(db, viewer, params.id);
        const entity = await presentStatus(db, viewer, params.id);
        const withMedia = input.flag('delete_media') ?? false;
        await deleteStatus(db, viewer, params.id, { withMedia });
        // What may be attached again has other addresses by now.
        const ids = entity.media_attachments.map(({ id }) => id);
        const media = withMedia ? entity.media_attachments : await presentMedia(db, ids);
        return { ...entity, media_attachments: media, text: source ?? '' };
    },
);
