import { copyEmoji, findKeptEmoji } from '$lib/server/domain/emoji';
import { endpoint } from '$lib/server/http';
import { adminEmojiEntity } from '$lib/server/serializers';
import { checkedId } from '../../checked-id.server';
import { readWords } from '../../read-emoji.server';

/** Takes over an emoji of another server, under another shortcode if one is given. */
export const POST = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageCustomEmojis' },
    async ({ db, params, input }) => {
        const { id } = await copyEmoji(db, { id: checkedId(params.id) }, readWords(input));
        return adminEmojiEntity(await findKeptEmoji(db, id));
    },
);
