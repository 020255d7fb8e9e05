import { Unprocessable } from '../../errors';

/** The most emoji a community has. */
export const MOST_EMOJIS = 5_000;
const MOST_ALIASES = 32;
const LONGEST_ALIAS = 64;
const LONGEST_CATEGORY = 64;
/** As in Mastodon, upper and lower case are different emoji. */
const SHORTCODE = /^[A-Za-z0-9_]{2,64}$/;

/** What is said of an emoji besides its picture. What is undefined stays as it is. */
export interface EmojiWords {
    /** Without colons. */
    shortcode?: string | undefined;
    /** The heading under which apps offer it; null for none. */
    category?: string | null | undefined;
    /** Other words by which it is found. */
    aliases?: readonly string[] | undefined;
    /** Whether apps offer it; one that is not offered can be written all the same. */
    visibleInPicker?: boolean | undefined;
    /** Whether it can be written at all. */
    enabled?: boolean | undefined;
}

/**
 * The same as columns, checked and tidied.
 * @throws Unprocessable saying which of them cannot be.
 */
export function wordColumns({ shortcode, category, aliases, visibleInPicker, enabled }: EmojiWords) {
    if (shortcode !== undefined && !SHORTCODE.test(shortcode))
        throw new Unprocessable('A shortcode is 2 to 64 letters, digits or underscores');
    const heading = category?.normalize().replace(/\s+/g, ' ').trim();
    if (heading && heading.length > LONGEST_CATEGORY)
        throw new Unprocessable(`A category has at most ${LONGEST_CATEGORY} characters`);
    return {
        shortcode,
        category: category === undefined ? undefined : heading || null,
        aliases: aliases && tidyAliases(aliases),
        visibleInPicker,
        disabled: enabled === undefined ? undefined : !enabled,
    };
}

function tidyAliases(aliases: readonly string[]): string[] {
    const tidy = [...new Set(aliases.map((alias) => alias.normalize().replaceAll(':', '').trim()))].filter(
        Boolean,
    );
    if (tidy.length > MOST_ALIASES) throw new Unprocessable(`An emoji has at most ${MOST_ALIASES} aliases`);
    if (tidy.some((alias) => alias.length > LONGEST_ALIAS))
        throw new Unprocessable(`An alias has at most ${LONGEST_ALIAS} characters`);
    return tidy;
}
