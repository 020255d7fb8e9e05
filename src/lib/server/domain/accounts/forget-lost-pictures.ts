import { inArray, or } from 'drizzle-orm';
import type { Database } from '../../db';
import { accounts } from '../../db/schema';
import { addressesOfKey, listStored, removeStored } from '../../storage';

const DAY = 86_400_000;
const AT_ONCE = 500;

/**
 * Removes the files of profiles that no profile shows: their member is gone, or the server fell between storing and
 * saving. Younger ones may belong to a request that is under way. Returns how many there were.
 */
export async function forgetLostPictures(db: Database): Promise<number> {
    let removed = 0;
    for (const kind of ['avatars', 'headers'] as const) {
        const batch: string[] = [];
        for await (const { key } of listStored(kind, new Date(Date.now() - DAY))) {
            batch.push(key);
            if (batch.length === AT_ONCE) removed += await removeUnused(db, kind, batch.splice(0));
        }
        removed += await removeUnused(db, kind, batch);
    }
    return removed;
}

async function removeUnused(
    db: Database,
    kind: 'avatars' | 'headers',
    keys: readonly string[],
): Promise<number> {
    if (keys.length === 0) return 0;
    const [moving, still] =
        kind === 'avatars'
            ? [accounts.avatarUrl, accounts.avatarStaticUrl]
            : [accounts.headerUrl, accounts.headerStaticUrl];
    const addresses = keys.flatMap(addressesOfKey);
    const rows = await db
        .select({ moving, still })
        .from(accounts)
        .where(or(inArray(moving, addresses), inArray(still, addresses)));
    const used = new Set(rows.flatMap((row) => [row.moving, row.still]));
    const lost = keys.filter((key) => !addressesOfKey(key).some((address) => used.has(address)));
    for (const key of lost) await removeStored(key);
    return lost.length;
}
