import type { QuietHours } from '../quiet-hours';

/** How the app behaves for whoever uses this device. Some of it is theirs on all devices: see shared-appearance. */
export interface DevicePreferences {
    theme: 'system' | 'light' | 'dark';
    contrast: 'system' | 'more';
    /** Degrees; 195 is the community's teal. */
    hue: number;
    density: 'comfortable' | 'compact';
    /** A factor from 0.875 to 1.5. */
    textScale: number;
    font: 'system' | 'hyperlegible';
    avatarShape: 'squircle' | 'circle';
    motion: 'system' | 'reduce';
    /** What may move by itself. Ask `circumstances`, which knows of reduced motion and data saving too. */
    animate: { avatars: boolean; emoji: boolean; media: boolean };
    /** Other people's profiles without the style they chose. */
    plainProfiles: boolean;

    /** Where the pill of new posts leads first: to the line where reading stopped, or to the newest. */
    pillGoesTo: 'boundary' | 'top';
    /** At the very top of a feed new posts appear by themselves. */
    liveAtTop: boolean;
    /** Many boosts in a row stand side by side. */
    groupBoosts: boolean;
    /** Boosts of posts that were read already stand back. */
    dimSeen: boolean;
    threadOrder: 'oldest' | 'newest' | 'most-boosted';
    /** Posts with a warning are open from the start. */
    expandWarnings: boolean;
    /** Swiping a post answers or bookmarks it. */
    swipes: boolean;

    /** Seconds in which a post can be taken back. */
    undoSend: 0 | 5 | 10 | 30;
    confirmBoost: boolean;
    /** Ask before media without a description are posted. */
    altReminder: boolean;
    /** Recognise the language of what is being written. */
    detectLanguage: boolean;

    /** What covers media until they are tapped: their author's mark, nothing, or always. */
    sensitiveMedia: 'marked' | 'show' | 'hide';
    /** Fetch media only when they are asked for; `system` does as the browser says. */
    dataSaver: 'system' | 'on' | 'off';

    /** Keys such as `j` and `b` without a modifier. */
    shortcuts: boolean;
    /** Name of an action → the keys chosen for it, in tinykeys' notation; an empty text unbinds it. */
    keymap: Readonly<Record<string, string>>;

    /** Numbers of favourites, boosts, followers and posts are not shown. */
    hideCounts: boolean;
    /** Dates and clock times instead of how long ago. */
    absoluteTimes: boolean;
    grayscale: boolean;
    /** False: more is loaded when a button is pressed. */
    endlessFeeds: boolean;
    hideTrends: boolean;
    /** When nothing asks for attention, by this device's clock; `from` may be later than `to`. */
    quietHours: QuietHours | null;

    /** How much of what was read is kept for offline: posts, posts, threads, groups, megabytes. */
    keep: { home: number; feed: number; threads: number; notifications: number; media: number };
    /** Ids of the destinations in the order of the sidebar; those that are not named follow. */
    navOrder: readonly string[];
}

export const DEFAULT_PREFERENCES: DevicePreferences = {
    theme: 'system',
    contrast: 'system',
    hue: 195,
    density: 'comfortable',
    textScale: 1,
    font: 'system',
    avatarShape: 'squircle',
    motion: 'system',
    animate: { avatars: true, emoji: true, media: true },
    plainProfiles: false,

    pillGoesTo: 'boundary',
    liveAtTop: false,
    groupBoosts: true,
    dimSeen: false,
    threadOrder: 'oldest',
    expandWarnings: false,
    swipes: false,

    undoSend: 5,
    confirmBoost: false,
    altReminder: false,
    detectLanguage: true,

    sensitiveMedia: 'marked',
    dataSaver: 'system',

    shortcuts: true,
    keymap: {},

    hideCounts: false,
    absoluteTimes: false,
    grayscale: false,
    endlessFeeds: true,
    hideTrends: false,
    quietHours: null,

    keep: { home: 800, feed: 80, threads: 150, notifications: 300, media: 40 },
    navOrder: [],
};

/** What was kept once, whole again: keys that this version knows and that one did not have their defaults. */
export function completed(kept: Partial<DevicePreferences>): DevicePreferences {
    return {
        ...DEFAULT_PREFERENCES,
        ...kept,
        animate: { ...DEFAULT_PREFERENCES.animate, ...kept.animate },
        keep: { ...DEFAULT_PREFERENCES.keep, ...kept.keep },
    };
}
