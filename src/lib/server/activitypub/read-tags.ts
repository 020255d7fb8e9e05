import { isHashtagName } from '$lib/text';
import { dateOf, fileOf, idOf, addressOf, listOf, objectsOf, textOf } from './untrusted';

export interface TagRecords {
    mentions: { href: string; name: string }[];
    hashtags: string[];
    emojis: EmojiRecord[];
}

export interface EmojiRecord {
    shortcode: string;
    url: string;
    id: string | undefined;
    updated: Date | undefined;
    /** Other words by which it is found, as Misskey and its relatives tell them. */
    keywords: string[];
}

const MAX_MENTIONS = 100;
const MAX_HASHTAGS = 100;
const MAX_EMOJIS = 200;
const MAX_KEYWORDS = 32;

/** Reads a `tag` property: whom and what a text names. What is no mention, hashtag or emoji is passed over. */
export function readTags(value: unknown): TagRecords {
    return {
        mentions: objectsOf(value, 'Mention')
            .map((tag) => ({ href: addressOf(tag.href) ?? '', name: textOf(tag.name, 500) ?? '' }))
            .filter(({ href }) => href !== '')
            .slice(0, MAX_MENTIONS),
        hashtags: objectsOf(value, 'Hashtag')
            .map((tag) => (textOf(tag.name, 300) ?? '').replace(/^[#＃]/, ''))
            .filter(isHashtagName)
            .slice(0, MAX_HASHTAGS),
        emojis: objectsOf(value, 'Emoji')
            .map((tag) => ({
                shortcode: /^:?([A-Za-z0-9_]{1,64}):?$/.exec(textOf(tag.name, 70) ?? '')?.[1] ?? '',
                url: fileOf(tag.icon) ?? '',
                id: idOf(tag.id),
                updated: dateOf(tag.updated),
                keywords: keywordsOf(tag.keywords),
            }))
            .filter(({ shortcode, url }) => shortcode !== '' && url !== '')
            .slice(0, MAX_EMOJIS),
    };
}

function keywordsOf(value: unknown): string[] {
    const words = listOf(value).flatMap((word) => textOf(word, 64)?.trim() || []);
    return [...new Set(words)].slice(0, MAX_KEYWORDS);
}
