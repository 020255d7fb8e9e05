import { isConfirmed } from '$lib/server/domain/users';
import { endpoint } from '$lib/server/http';

/** Whether the member's address is confirmed, as a bare boolean, as Mastodon answers it. */
export const GET = endpoint(
    { scope: 'read:accounts', access: 'user', beforeAdmission: true },
    async ({ db, viewer }) => Response.json(await isConfirmed(db, viewer.userId)),
);
