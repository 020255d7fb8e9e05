/** How a community looks, for its own app. Not part of Mastodon's API. */
export interface InstanceBranding {
    /** Degrees; null is the software's. */
    hue: number | null;
    /** Address of a style sheet. */
    style: string | null;
    /** Address of a square picture. */
    logo: string | null;
    /** Address of a picture of 1200 by 630 pixels. */
    banner: string | null;
}

/** The same as those edit it who may. */
export interface AdminBranding {
    title: string;
    /** Plain text. */
    short_description: string;
    /** Plain text; blank lines part paragraphs. */
    description: string;
    accent_hue: number | null;
    custom_css: string;
    logo: string | null;
    banner: string | null;
}
