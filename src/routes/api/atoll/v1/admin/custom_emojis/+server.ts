import { addEmoji, findKeptEmoji, searchEmojis } from '$lib/server/domain/emoji';
import { Unprocessable } from '$lib/server/errors';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { adminEmojiEntity } from '$lib/server/serializers';
import { FORM_LIMIT, readPicture, readWords } from './read-emoji.server';

/**
 * The community's own emoji, or with `remote` those of others; `q` a part of a shortcode or alias, `category`, `domain`.
 */
export const GET = endpoint(
    { scope: 'admin:read', access: 'user', permission: 'manageCustomEmojis' },
    async ({ db, input, url }) => {
        const search = {
            remote: input.flag('remote'),
            query: input.text('q', { max: 100 }),
            category: input.text('category', { max: 100 }),
            domain: input.text('domain', { max: 253 }),
        };
        const rows = await searchEmojis(db, search, input.slice({ usual: 100, most: 1_000 }));
        return respondWithPage(
            url,
            rows.map(adminEmojiEntity),
            cursorsOf(rows, ({ id }) => id),
        );
    },
);

/** A new one, from a form with its picture as `image`. */
export const POST = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageCustomEmojis', bodyLimit: FORM_LIMIT },
    async ({ db, input }) => {
        const picture = await readPicture(input);
        if (!picture) throw new Unprocessable("Validation failed: Image can't be blank");
        const { shortcode = '', ...words } = readWords(input);
        const { id } = await addEmoji(db, { shortcode, ...words, picture }, { replace: false });
        return adminEmojiEntity(await findKeptEmoji(db, id));
    },
);
