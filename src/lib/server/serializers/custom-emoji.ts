import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AdminCustomEmoji, CustomEmoji } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import {
    addressOfEmoji,
    listEmojis,
    stillAddressOf,
    type CommunityEmoji,
    type KeptEmoji,
} from '../domain/emoji';
import { proxiedAddress, shownAddress } from '../media';

/** One of the community's own. https://docs.joinmastodon.org/entities/CustomEmoji/ */
export function customEmojiEntity(emoji: CommunityEmoji): CustomEmoji {
    const url = addressOfEmoji(emoji);
    return {
        shortcode: emoji.shortcode,
        url,
        static_url: stillAddressOf(url),
        visible_in_picker: emoji.visibleInPicker,
        category: emoji.category,
        ...(emoji.aliases.length > 0 && { aliases: emoji.aliases }),
    };
}

/** The list of the community's emoji, ready to be sent. */
export interface EmojiList {
    json: string;
    gzipped: Buffer;
    /** Changes with the list, and is the same in every process. */
    etag: string;
}

const asked = new WeakMap<readonly CommunityEmoji[], Promise<EmojiList>>();

/** All emoji that can be written, made once until one of them changes. */
export async function presentEmojiList(db: Database): Promise<EmojiList> {
    const emojis = await listEmojis(db);
    let list = asked.get(emojis);
    if (!list) asked.set(emojis, (list = write(emojis)));
    return list;
}

async function write(emojis: readonly CommunityEmoji[]): Promise<EmojiList> {
    const json = JSON.stringify(emojis.map(customEmojiEntity));
    const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"`;
    return { json, gzipped: await promisify(gzip)(json), etag };
}

/** An emoji for those who look after them. */
export function adminEmojiEntity(emoji: KeptEmoji): AdminCustomEmoji {
    const { id, shortcode, domain, category, aliases } = emoji;
    const address = emoji.key === null ? (emoji.remoteUrl ?? '') : addressOfEmoji({ key: emoji.key });
    return {
        ...{ id, shortcode, domain, category, aliases },
        url: proxiedAddress(address),
        static_url: proxiedAddress(stillAddressOf(address)),
        visible_in_picker: emoji.visibleInPicker,
        enabled: !emoji.disabled,
        updated_at: emoji.updatedAt.toISOString(),
        taken: emoji.isTaken,
    };
}

/** Custom emoji as they are kept beside a text: shortcode → address. */
export function emojiEntities(emojis: Record<string, string>): CustomEmoji[] {
    return Object.entries(emojis).flatMap(([shortcode, address]) => {
        const url = shownAddress(address);
        if (url === null) return [];
        const still = proxiedAddress(stillAddressOf(address));
        return [{ shortcode, url, static_url: still, visible_in_picker: false }];
    });
}
