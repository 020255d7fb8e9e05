import { registerApp } from '$lib/server/domain/oauth';
import { vapidKeys } from '$lib/server/domain/push';
import { endpoint } from '$lib/server/http';
import { credentialApplicationEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/apps/#create */
export const POST = endpoint({ scope: null, access: 'client' }, async ({ db, input }) => {
    const { app, secret } = await registerApp(db, {
        name: input.text('client_name') ?? '',
        // A list, or one text with an address a line.
        redirectUris: input
            .list('redirect_uris')
            .flatMap((uris) => uris.split(/\s*\n\s*|\s+/).filter(Boolean)),
        scopes: input.text('scopes'),
        website: input.text('website'),
    });
    return credentialApplicationEntity(app, secret, (await vapidKeys(db)).publicKey);
});
