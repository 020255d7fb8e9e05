import { config } from '$lib/server/config';
import { endpoint } from '$lib/server/http';
import { presentAccount } from '$lib/server/serializers';

/** Who signed in, in OpenID Connect's words. https://docs.joinmastodon.org/methods/oauth/#userinfo */
const userinfo = endpoint({ scope: 'profile', access: 'user' }, async ({ db, viewer }) => {
    const account = await presentAccount(db, viewer, viewer.accountId);
    return {
        iss: `${config().origin}/`,
        sub: account.uri,
        name: account.display_name,
        preferred_username: account.username,
        profile: account.url,
        picture: account.avatar,
    };
});

export const GET = userinfo;
export const POST = userinfo;
