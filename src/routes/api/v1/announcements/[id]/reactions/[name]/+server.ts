import { reactToAnnouncement, unreactToAnnouncement } from '$lib/server/domain/announcements';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/announcements/#put-reactions */
export const PUT = endpoint({ scope: 'write:favourites', access: 'user' }, async ({ db, viewer, params }) => {
    await reactToAnnouncement(db, viewer, params.id, params.name);
    return {};
});

/** https://docs.joinmastodon.org/methods/announcements/#delete-reactions */
export const DELETE = endpoint(
    { scope: 'write:favourites', access: 'user' },
    async ({ db, viewer, params }) => {
        await unreactToAnnouncement(db, viewer, params.id, params.name);
        return {};
    },
);
