/** How the app looks to a member on all their devices. Not part of Mastodon's API. */
export interface Appearance {
    theme: (typeof APPEARANCE_CHOICES.theme)[number];
    contrast: (typeof APPEARANCE_CHOICES.contrast)[number];
    density: (typeof APPEARANCE_CHOICES.density)[number];
    motion: (typeof APPEARANCE_CHOICES.motion)[number];
    /** Degrees. */
    hue: number;
    plain_profiles: boolean;
}

export const APPEARANCE_CHOICES = {
    theme: ['system', 'light', 'dark'],
    contrast: ['system', 'more'],
    density: ['comfortable', 'compact'],
    motion: ['system', 'reduce'],
} as const;

/** What was chosen last, on whichever device; both null before anything was. */
export interface KeptAppearance {
    appearance: Appearance | null;
    changed_at: string | null;
}
