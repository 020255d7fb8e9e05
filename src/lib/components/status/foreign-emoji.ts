import type { Status } from '$lib/mastodon-api/entities';

interface ForeignEmoji {
    shortcode: string;
    url: string;
    static_url: string;
}

/** The custom emoji of a post from elsewhere: in its text, its author's name and under it, each once. */
export function foreignEmojiOf({ account, emojis, emoji_reactions = [] }: Status): ForeignEmoji[] {
    if (!account.acct.includes('@')) return [];
    const under = emoji_reactions.flatMap(({ name, url, static_url }) =>
        url ? [{ shortcode: name, url, static_url: static_url ?? url }] : [],
    );
    const all = [...emojis, ...account.emojis, ...under];
    return [...new Map(all.map((emoji) => [emoji.shortcode, emoji])).values()];
}
