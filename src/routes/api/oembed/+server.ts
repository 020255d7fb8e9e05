import { config } from '$lib/server/config';
import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { oembedEntity, presentEmbeddable } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/oembed/#get */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, input }) => {
    const address = input.text('url', { max: 2_000 }) ?? '';
    const { origin } = config();
    const [, username, id] = address.startsWith(`${origin}/`)
        ? (/^\/@(\w+)\/(\d{1,19})\/?$/.exec(new URL(address).pathname) ?? [])
        : [];
    if (!username || !id) throw new NotFound();
    return oembedEntity(await presentEmbeddable(db, username, id), input.integer('maxwidth'));
});
