import type { CustomEmoji } from '$lib/mastodon-api/entities';
import { addressOfEmoji, stillAddressOf, type CommunityEmoji } from '../domain/emoji';
import { proxiedAddress } from '../media';

/** One of the community's own. https://docs.joinmastodon.org/entities/CustomEmoji/ */
export function customEmojiEntity(emoji: CommunityEmoji): CustomEmoji {
    const url = addressOfEmoji(emoji);
    return {
        shortcode: emoji.shortcode,
        url,
        static_url: stillAddressOf(url),
        visible_in_picker: emoji.visibleInPicker,
        category: emoji.category,
    };
}

/** Custom emoji as they are kept beside a text: shortcode → address. */
export function emojiEntities(emojis: Record<string, string>): CustomEmoji[] {
    return Object.entries(emojis).map(([shortcode, url]) => ({
        shortcode,
        url: proxiedAddress(url),
        static_url: proxiedAddress(stillAddressOf(url)),
        visible_in_picker: false,
    }));
}
