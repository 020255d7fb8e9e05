import { findAnnouncements } from '$lib/server/domain/announcements';
import { endpoint } from '$lib/server/http';
import { presentAnnouncements } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/announcements/#get */
export const GET = endpoint({ scope: null, access: 'user' }, async ({ db, viewer }) =>
    presentAnnouncements(db, viewer, await findAnnouncements(db)),
);
