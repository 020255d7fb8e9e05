import { findApp } from '$lib/server/domain/oauth';
import { vapidKeys } from '$lib/server/domain/push';
import { Unauthorized } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { applicationEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/apps/#verify_credentials */
export const GET = endpoint({ scope: null, access: 'app' }, async ({ db, principal, viewer }) => {
    const appId = principal.kind === 'app' ? principal.appId : viewer?.appId;
    const app = appId ? await findApp(db, appId) : undefined;
    if (!app) throw new Unauthorized();
    return applicationEntity(app, (await vapidKeys(db)).publicKey);
});
