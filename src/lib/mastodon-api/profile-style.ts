/** What a member may choose for their own profile: always one of a few, so that it can be read whatever they choose. */
export const BACKDROPS = ['plain', 'glow', 'dots', 'waves', 'grid'] as const;
export const PROFILE_FONTS = ['usual', 'serif', 'rounded', 'mono'] as const;
export const FIRST_TABS = ['posts', 'replies', 'media'] as const;

/** How a profile looks to visitors of this community. Not part of Mastodon's API, and told to no other server. */
export interface ProfileStyle {
    /** Degrees; null is the visitor's own. */
    hue: number | null;
    backdrop: (typeof BACKDROPS)[number];
    font: (typeof PROFILE_FONTS)[number];
    /** Which list of posts is shown first. */
    first_tab: (typeof FIRST_TABS)[number];
}

export const USUAL_STYLE: ProfileStyle = { hue: null, backdrop: 'plain', font: 'usual', first_tab: 'posts' };
