import type { StatusSource } from '$lib/mastodon-api/entities';
import { findOwnStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/statuses/#source */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'user' },
    async ({ db, viewer, params }): Promise<StatusSource> => {
        const { id, source, contentWarning, contentType } = await findOwnStatus(db, viewer, params.id);
        return { id, text: source ?? '', spoiler_text: contentWarning, content_type: contentType };
    },
);
