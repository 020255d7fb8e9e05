import { database } from './open';
import { shorten } from './plan-feeds';
import type { StoredFeed } from './records';
import { limits } from './retention-limits';
import { writeQuietly } from './write-quietly';

/** Keeps a feed, shortened to its share but not above the place being read, and that place. */
export async function keepFeed(stored: Omit<StoredFeed, 'usedAt'>): Promise<void> {
    const limit = stored.id === 'home' ? limits().home : limits().feed;
    const feed = shorten(stored.feed, stored.anchor?.key, limit);
    await writeQuietly([{ store: 'feeds', put: { ...stored, feed, usedAt: Date.now() } }]);
}

export function readFeed(key: string): Promise<StoredFeed | undefined> {
    return database().get('feeds', key);
}
