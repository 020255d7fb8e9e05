import { listEmojis } from '$lib/server/domain/emoji';
import { endpoint } from '$lib/server/http';
import { customEmojiEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/custom_emojis/ */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db }) =>
    (await listEmojis(db)).map(customEmojiEntity),
);
