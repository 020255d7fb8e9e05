import { eq } from 'drizzle-orm';
import type { FetchSigner } from '../../activitypub/fetch-document';
import { newKeyPair, type KeyPair } from '../../activitypub/keys';
import { config } from '../../config';
import type { Database } from '../../db';
import { settings } from '../../db/schema';

/** Where the server itself is an actor: the signer of fetches that no member asked for. */
export const instanceActorUri = () => `${config().origin}/actor`;

/** The server's name among names of people, which hold no colon; no member can have it, for theirs hold no dot. */
export const instanceUsername = () => config().domain.replace(':', '.');

const SETTING = 'instance-actor-keys';

const pairs = new WeakMap<Database, Promise<KeyPair>>();

/** The server's own keys, made at first use and kept; several processes agree on one pair. */
export function instanceKeys(db: Database): Promise<KeyPair> {
    let pair = pairs.get(db);
    if (!pair) {
        pair = findOrMakeKeys(db);
        pairs.set(db, pair);
        pair.catch(() => pairs.delete(db));
    }
    return pair;
}

/** The server as the signer of a fetch. */
export async function instanceSigner(db: Database): Promise<FetchSigner> {
    const { privatePem } = await instanceKeys(db);
    return { keyId: `${instanceActorUri()}#main-key`, privatePem };
}

async function findOrMakeKeys(db: Database): Promise<KeyPair> {
    const known = await findKeys(db);
    if (known) return known;
    await db
        .insert(settings)
        .values({ name: SETTING, value: await newKeyPair() })
        .onConflictDoNothing();
    const made = await findKeys(db);
    if (!made) throw new Error('The keys of this server could not be kept');
    return made;
}

async function findKeys(db: Database): Promise<KeyPair | undefined> {
    const [row] = await db.select().from(settings).where(eq(settings.name, SETTING));
    return row?.value as KeyPair | undefined;
}
