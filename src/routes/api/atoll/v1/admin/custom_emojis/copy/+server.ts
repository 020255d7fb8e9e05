import { copyEmoji, findKeptEmoji } from '$lib/server/domain/emoji';
import { findVisibleStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { adminEmojiEntity } from '$lib/server/serializers';
import { checkedId } from '../checked-id.server';
import { readWords } from '../read-emoji.server';

/** Takes over the emoji `name` that was seen in the post `status_id`, in its author's name or under it. */
export const POST = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageCustomEmojis' },
    async ({ db, viewer, input }) => {
        const status = await findVisibleStatus(db, viewer, checkedId(input.text('status_id') ?? ''));
        const name = input.text('name', { max: 100 })?.replaceAll(':', '') ?? '';
        const seen = { statusId: status.boostOfId ?? status.id, shortcode: name };
        const { id } = await copyEmoji(db, seen, readWords(input));
        return adminEmojiEntity(await findKeptEmoji(db, id));
    },
);
