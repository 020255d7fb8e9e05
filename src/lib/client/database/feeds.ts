import { trim } from '../feeds/feed';
import { database } from './open';
import type { StoredFeed } from './records';
import { DEFAULT_LIMITS } from './retention';
import { writeQuietly } from './write-quietly';

/** Keeps a feed, shortened to its share, and the place in it. */
export async function keepFeed(stored: Omit<StoredFeed, 'usedAt'>): Promise<void> {
    const limit = stored.id === 'home' ? DEFAULT_LIMITS.home : DEFAULT_LIMITS.feed;
    await writeQuietly([
        { store: 'feeds', put: { ...stored, feed: trim(stored.feed, limit), usedAt: Date.now() } },
    ]);
}

export function readFeed(key: string): Promise<StoredFeed | undefined> {
    return database().get('feeds', key);
}
