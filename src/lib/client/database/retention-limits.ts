const DAY = 86_400_000;

/** How much the device keeps. */
export interface RetentionLimits {
    /** Posts of the home timeline. */
    home: number;
    /** Posts of each other feed. */
    feed: number;
    /** Feeds other than home and those of profiles, the last used ones. */
    feeds: number;
    threads: number;
    notifications: number;
    /** Profiles with their posts, the last opened ones. */
    profiles: number;
    /** Posts of each feed of a profile. */
    profileFeed: number;
    /** Bookmarks, and favourites: the newest of each. */
    saved: number;
    conversations: number;
    /** Milliseconds since a thread, feed, profile or conversation was last opened. */
    age: number;
    /** Milliseconds for which a post stays although nothing refers to it yet. */
    grace: number;
}

export const DEFAULT_LIMITS: RetentionLimits = {
    home: 800,
    feed: 80,
    feeds: 20,
    threads: 150,
    notifications: 300,
    profiles: 100,
    profileFeed: 40,
    saved: 400,
    conversations: 50,
    age: 14 * DAY,
    grace: DAY / 24,
};

/** For a full device: a fifth of everything. What the person put aside stays. */
export const TIGHT_LIMITS: RetentionLimits = {
    home: 160,
    feed: 20,
    feeds: 4,
    threads: 20,
    notifications: 60,
    profiles: 10,
    profileFeed: 20,
    saved: 400,
    conversations: 20,
    age: 3 * DAY,
    grace: 0,
};

/** What gives way, one after the other, on a device that is fuller than it should be: home comes last. */
export const LESS_AND_LESS: readonly Partial<RetentionLimits>[] = [
    {},
    { threads: TIGHT_LIMITS.threads },
    { profiles: TIGHT_LIMITS.profiles, profileFeed: TIGHT_LIMITS.profileFeed },
    { feeds: TIGHT_LIMITS.feeds, feed: TIGHT_LIMITS.feed },
    { notifications: TIGHT_LIMITS.notifications },
    { home: TIGHT_LIMITS.home },
].map((_step, i, all) => Object.assign({}, ...all.slice(0, i + 1)) as Partial<RetentionLimits>);

let current = DEFAULT_LIMITS;

/** What this device keeps: the person's choice where they made one. */
export function limits(): RetentionLimits {
    return current;
}

/** Takes over what the person chose to keep. */
export function chooseLimits(keep: Partial<RetentionLimits>): void {
    const { home, feed, threads, notifications } = { ...DEFAULT_LIMITS, ...keep };
    current = { ...DEFAULT_LIMITS, home, feed, threads, notifications };
}
