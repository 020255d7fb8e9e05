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

/** Custom emoji, by shortcode and the address of the image. */
export function emojiTags(emojis: Record<string, string>) {
    return Object.entries(emojis).map(([shortcode, url]) => ({
        id: `${config().origin}/emoji/${shortcode}`,
        type: 'Emoji',
        name: `:${shortcode}:`,
        icon: { type: 'Image', url },
    }));
}
