/** What of how the app looks and behaves is one of a few words. */
export const APPEARANCE_CHOICES = {
    theme: ['system', 'light', 'dark'],
    contrast: ['system', 'more'],
    density: ['comfortable', 'compact'],
    motion: ['system', 'reduce'],
    font: ['system', 'hyperlegible'],
    avatar_shape: ['squircle', 'circle'],
    pill_goes_to: ['boundary', 'top'],
    thread_order: ['oldest', 'newest', 'most-boosted'],
    sensitive_media: ['marked', 'show', 'hide'],
    undo_send: ['0', '5', '10', '30'],
} as const;

/** What of it is on or off. */
export const APPEARANCE_FLAGS = [
    'plain_profiles',
    'live_at_top',
    'group_boosts',
    'dim_seen',
    'expand_warnings',
    'confirm_boost',
    'alt_reminder',
    'detect_language',
    'hide_counts',
    'absolute_times',
    'grayscale',
    'endless_feeds',
    'hide_trends',
] as const;

/** How the app looks and behaves for a member on all their devices. Not part of Mastodon's API. */
export type Appearance = {
    [Name in keyof typeof APPEARANCE_CHOICES]: (typeof APPEARANCE_CHOICES)[Name][number];
} & Record<(typeof APPEARANCE_FLAGS)[number], boolean> & {
        /** Degrees. */
        hue: number;
    };

/** What was chosen last, on whichever device; both null before anything was. */
export interface KeptAppearance {
    /** Only what was ever chosen: the rest is as each app has it. */
    appearance: Partial<Appearance> | null;
    changed_at: string | null;
}
