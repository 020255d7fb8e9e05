import { MOST_EMOJI_BYTES, type EmojiWords } from '$lib/server/domain/emoji';
import type { Input } from '$lib/server/http';

/** A picture, and a form around it. */
export const FORM_LIMIT = MOST_EMOJI_BYTES + 100_000;

/** What a request says of an emoji. An empty category is none; `aliases` that are given replace the former. */
export function readWords(input: Input): EmojiWords {
    return {
        shortcode: input.text('shortcode', { max: 100 })?.replace(/^:(.*):$/, '$1'),
        category: input.emptyableText('category', { max: 200 }),
        aliases: input.has('aliases') ? input.list('aliases', { max: 100 }) : undefined,
        visibleInPicker: input.flag('visible_in_picker'),
        enabled: input.flag('enabled'),
    };
}

/** The picture of a form. */
export async function readPicture(input: Input): Promise<Buffer | undefined> {
    const image = input.file('image');
    return image && Buffer.from(await image.arrayBuffer());
}
