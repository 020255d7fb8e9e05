import { exportEmojis } from '$lib/server/domain/emoji';
import { endpoint } from '$lib/server/http';

/** All of the community's as a ZIP, which this server and Misskey take in. */
export const GET = endpoint(
    { scope: 'admin:read', access: 'user', permission: 'manageCustomEmojis' },
    async ({ db }) =>
        new Response(await exportEmojis(db), {
            headers: {
                'Content-Type': 'application/zip',
                'Content-Disposition': 'attachment; filename="emoji.zip"',
            },
        }),
);
