import { changeEmoji, findKeptEmoji, removeEmoji } from '$lib/server/domain/emoji';
import { endpoint } from '$lib/server/http';
import { adminEmojiEntity } from '$lib/server/serializers';
import { FORM_LIMIT, readPicture, readWords } from '../read-emoji.server';
import { checkedId } from '../checked-id.server';

/** Changes what is given of one of the community's: a form may bring another picture as `image`. */
export const PATCH = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageCustomEmojis', bodyLimit: FORM_LIMIT },
    async ({ db, params, input }) => {
        const id = checkedId(params.id);
        await changeEmoji(db, id, { ...readWords(input), picture: await readPicture(input) });
        return adminEmojiEntity(await findKeptEmoji(db, id));
    },
);

/** Takes it away with all its pictures. */
export const DELETE = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageCustomEmojis' },
    async ({ db, params }) => {
        await removeEmoji(db, { id: checkedId(params.id) });
        return null;
    },
);
