import { LRUCache } from 'lru-cache';
import { readSynchronization, SYNCHRONIZATION } from '../../activitypub/collection-synchronization';
import type { Database } from '../../db';
import { FOLLOWER_CHECKS, type FollowerCheck } from '../../domain/relationships';
import { enqueue } from '../../jobs';
import type { Signer } from '../find-signer';

/** Whose followers were compared lately: once in a quarter of an hour is often enough. */
const lately = new LRUCache<string, true>({ max: 20_000, ttl: 15 * 60_000 });

/** Has the followers that the signer's server tells of compared with those who are here (FEP-8fcf). */
export async function considerFollowers(db: Database, { id, uri }: Signer, headers: Headers): Promise<void> {
    const header = headers.get(SYNCHRONIZATION);
    if (!header || header.length > 8_192 || lately.has(id)) return;
    const told = readSynchronization(header);
    if (!told || new URL(told.url).origin !== new URL(uri).origin) return;
    lately.set(id, true);
    await enqueue(db, FOLLOWER_CHECKS, [{ accountId: id, ...told } satisfies FollowerCheck], {
        singletonKey: id,
    });
}
