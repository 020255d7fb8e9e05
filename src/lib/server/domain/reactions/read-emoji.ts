import type { EmojiRecord } from '../../activitypub/read-tags';
import type { Queryable } from '../../db';
import { Unprocessable } from '../../errors';
import { findEmojis } from '../emoji';

/** What somebody reacts with. */
export interface ReactionEmoji {
    /** The character itself, or a shortcode without colons. */
    emoji: string;
    /** The picture of a shortcode. */
    imageUrl: string | null;
}

/**
 * The emoji a member names: a character, or a shortcode of this community with or without its colons.
 * @throws Unprocessable for anything else
 */
export async function readEmoji(db: Queryable, text: string): Promise<ReactionEmoji> {
    const character = characterOf(text);
    if (character) return { emoji: character, imageUrl: null };
    const shortcode = shortcodeOf(text) ?? text;
    const imageUrl = (await findEmojis(db, [`:${shortcode}:`]))[shortcode];
    if (!imageUrl) throw new Unprocessable('Validation failed: Name is not a recognized emoji');
    return { emoji: shortcode, imageUrl };
}

/** The emoji that somebody elsewhere reacts with; undefined where it is none, or has no picture. */
export function readRemoteEmoji(
    content: string | undefined,
    pictures: readonly Pick<EmojiRecord, 'shortcode' | 'url'>[],
): ReactionEmoji | undefined {
    const character = characterOf(content ?? '');
    if (character) return { emoji: character, imageUrl: null };
    // Some servers name the emoji of others together with their domain.
    const shortcode = shortcodeOf(content ?? '')?.replace(/@.*$/, '');
    const picture = pictures.find((emoji) => emoji.shortcode === shortcode);
    return picture && { emoji: picture.shortcode, imageUrl: picture.url };
}

const EMOJI = /^\p{RGI_Emoji}$/v;
const AS_PICTURE = '\u{fe0f}';

/** One emoji, in one spelling: some keyboards leave out the mark that it is to be shown as a picture. */
function characterOf(text: string): string | undefined {
    return [text, text + AS_PICTURE].find((spelling) => EMOJI.test(spelling));
}

function shortcodeOf(text: string): string | undefined {
    return /^:([\w@.-]{1,150}):$/.exec(text)?.[1];
}
