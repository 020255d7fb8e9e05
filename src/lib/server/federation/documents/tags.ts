import { config } from '../../config';
import { addressOfEmoji, type CommunityEmoji } from '../../domain/emoji';

/** Somebody a text names. */
export interface MentionedPerson {
    uri: string;
    username: string;
    domain: string | null;
}

export function mentionTags(people: MentionedPerson[]) {
    return people.map(({ uri, username, domain }) => ({
        type: 'Mention',
        href: uri,
        name: `@${username}@${domain ?? config().domain}`,
    }));
}

export function hashtagTags(tags: { name: string; displayName: string }[]) {
    return tags.map(({ name, displayName }) => ({
        type: 'Hashtag',
        href: `${config().origin}/tags/${encodeURIComponent(name)}`,
        name: `#${displayName}`,
    }));
}

/** An emoji of this community as it is now. Misskey and its relatives find it by its keywords too. */
export function emojiDocument(emoji: CommunityEmoji) {
    return {
        ...emojiTag(emoji.shortcode, addressOfEmoji(emoji)),
        updated: emoji.updatedAt.toISOString(),
        ...(emoji.aliases.length > 0 && { keywords: emoji.aliases }),
    };
}

/**
 * The custom emoji a member's text uses, by shortcode. An emoji that has another picture by now is told with that one,
 * wherever it stands: other servers know one picture for each. What is no emoji any more is told as it was.
 */
export function emojiTags(written: Record<string, string>, present: readonly CommunityEmoji[]) {
    return Object.entries(written).map(([shortcode, url]) => {
        const emoji = present.find((one) => one.shortcode === shortcode);
        return emoji ? emojiDocument(emoji) : emojiTag(shortcode, url);
    });
}

function emojiTag(shortcode: string, url: string) {
    return {
        id: `${config().origin}/emoji/${shortcode}`,
        type: 'Emoji',
        name: `:${shortcode}:`,
        icon: { type: 'Image', mediaType: 'image/webp', url },
    };
}
