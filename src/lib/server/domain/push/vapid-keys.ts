import { eq } from 'drizzle-orm';
import type { Database } from '../../db';
import { settings } from '../../db/schema';
import { newVapidKeys, type VapidKeys } from '../../push';

const SETTING = 'secret:vapid';

const known = new WeakMap<Database, Promise<VapidKeys>>();

/**
 * The keys by which push services know this community: made at first use and kept, for every subscription is bound to
 * them. Several processes agree on one pair.
 */
export function vapidKeys(db: Database): Promise<VapidKeys> {
    let keys = known.get(db);
    if (!keys) {
        keys = findOrMakeKeys(db);
        known.set(db, keys);
        keys.catch(() => known.delete(db));
    }
    return keys;
}

async function findOrMakeKeys(db: Database): Promise<VapidKeys> {
    const found = await findKeys(db);
    if (found) return found;
    await db.insert(settings).values({ name: SETTING, value: newVapidKeys() }).onConflictDoNothing();
    const made = await findKeys(db);
    if (!made) throw new Error('The keys for push services could not be kept');
    return made;
}

async function findKeys(db: Database): Promise<VapidKeys | undefined> {
    const [row] = await db.select().from(settings).where(eq(settings.name, SETTING));
    return row?.value as VapidKeys | undefined;
}
