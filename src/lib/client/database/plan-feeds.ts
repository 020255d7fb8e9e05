import { trim, type Feed } from '../feeds/feed';
import { idOfItem } from '../feeds/items';
import type { Change, StoredFeed, StoredProfile, StoredThread } from './records';
import type { RetentionLimits } from './retention-limits';

/** Posts below the place being read that stay, so that reading goes on where it stopped. */
const BELOW = 40;
/** Further down than this no place is kept. */
const DEEPEST = 2000;

export interface KeptLists {
    changes: Change[];
    feeds: StoredFeed[];
    threads: StoredThread[];
    profiles: StoredProfile[];
}

interface Used {
    usedAt: number;
}

/** A feed shortened to `limit` posts, though never above the place being read: the key of an item. */
export function shorten(feed: Feed, place: string | undefined, limit: number): Feed {
    const read = place === undefined ? null : idOfItem(place);
    const ids = read === null ? [] : feed.segments.flatMap((segment) => segment.ids);
    const at = read === null ? -1 : ids.indexOf(read);
    return trim(feed, at >= 0 ? Math.max(limit, Math.min(at + BELOW, DEEPEST)) : limit);
}

/** Whose posts a feed holds, when it is a profile's. */
function profileOf(key: string): string | undefined {
    return /^account:([^:]+)/.exec(key)?.[1];
}

/** Milliseconds that something was not used; a clock that was set wrong once must not keep things for years. */
const idleFor = (record: Used, now: number) => Math.abs(now - record.usedAt);

/**
 * Which feeds, threads and profiles stay, and how long. Home is never dropped, only shortened; the feeds of a profile
 * stay with it.
 */
export function planFeeds(
    stored: {
        feeds: readonly StoredFeed[];
        threads: readonly StoredThread[];
        profiles: readonly StoredProfile[];
    },
    limits: RetentionLimits,
    now: number,
): KeptLists {
    const changes: Change[] = [];
    const lastUsed = <T extends Used>(records: readonly T[], most: number) =>
        records
            .filter((record) => idleFor(record, now) <= limits.age)
            .sort((a, b) => idleFor(a, now) - idleFor(b, now))
            .slice(0, most);

    const profiles = lastUsed(stored.profiles, limits.profiles);
    const shown = new Set(profiles.map(({ id }) => id));
    const home = stored.feeds.filter((feed) => feed.id === 'home');
    const ofProfiles = stored.feeds.filter((feed) => shown.has(profileOf(feed.id) ?? ''));
    const others = lastUsed(
        stored.feeds.filter((feed) => feed.id !== 'home' && profileOf(feed.id) === undefined),
        limits.feeds,
    );
    const limitOf = ({ id }: StoredFeed) =>
        id === 'home' ? limits.home : profileOf(id) ? limits.profileFeed : limits.feed;
    const feeds = [...home, ...others, ...ofProfiles].map((record) => {
        // Of a feed that was read today, the place in it still counts.
        const place = idleFor(record, now) < limits.grace ? record.anchor?.key : undefined;
        const feed = shorten(record.feed, place, limitOf(record));
        if (feed === record.feed) return record;
        const shorter = { ...record, feed };
        changes.push({ store: 'feeds', put: shorter });
        return shorter;
    });
    const threads = lastUsed(stored.threads, limits.threads);

    const dropped = (all: readonly { id: string }[], kept: readonly { id: string }[]) => {
        const ids = new Set(kept.map(({ id }) => id));
        return all.flatMap(({ id }) => (ids.has(id) ? [] : id));
    };
    for (const id of dropped(stored.feeds, feeds)) changes.push({ store: 'feeds', delete: id });
    for (const id of dropped(stored.threads, threads)) changes.push({ store: 'threads', delete: id });
    for (const id of dropped(stored.profiles, profiles)) changes.push({ store: 'profiles', delete: id });
    return { changes, feeds, threads, profiles };
}
