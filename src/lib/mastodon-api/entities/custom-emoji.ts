/** https://docs.joinmastodon.org/entities/CustomEmoji/ */
export interface CustomEmoji {
    /** Without colons. */
    shortcode: string;
    url: string;
    /** The same picture without movement. */
    static_url: string;
    visible_in_picker: boolean;
    category?: string | null;
}
