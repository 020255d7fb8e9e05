/** https://docs.joinmastodon.org/entities/CustomEmoji/ */
export interface CustomEmoji {
    /** Without colons. */
    shortcode: string;
    url: string;
    /** The same picture without movement. */
    static_url: string;
    visible_in_picker: boolean;
    category?: string | null;
    /** Other words by which it is found; our own addition, left out where there are none. */
    aliases?: string[];
}

/** An emoji as those who look after them see it. No part of Mastodon's API. */
export interface AdminCustomEmoji {
    id: string;
    /** Without colons. */
    shortcode: string;
    /** Null for the community's own. */
    domain: string | null;
    url: string;
    static_url: string;
    category: string | null;
    aliases: string[];
    /** Whether apps offer it. */
    visible_in_picker: boolean;
    /** Whether it can be written at all. */
    enabled: boolean;
    updated_at: string;
    /** Another server's: whether the community has one of this shortcode. */
    taken: boolean;
}

/** What became of one file of an import. */
export interface ImportedEmojiEntity {
    file: string;
    shortcode: string;
    outcome: 'added' | 'replaced' | 'refused';
    /** Why it was refused. */
    reason?: string;
}
