import { config } from '../../config';

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

/** An emoji of this community; `url` is its picture. */
export function emojiDocument(shortcode: string, url: string) {
    return {
        id: `${config().origin}/emoji/${shortcode}`,
        type: 'Emoji',
        name: `:${shortcode}:`,
        icon: { type: 'Image', mediaType: 'image/webp', url },
    };
}

/** The custom emoji a member's text uses, by shortcode. */
export function emojiTags(emojis: Record<string, string>) {
    return Object.entries(emojis).map(([shortcode, url]) => emojiDocument(shortcode, url));
}
