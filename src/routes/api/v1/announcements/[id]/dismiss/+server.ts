import { dismissAnnouncement } from '$lib/server/domain/announcements';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/announcements/#dismiss */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    await dismissAnnouncement(db, viewer, params.id);
    return {};
});
