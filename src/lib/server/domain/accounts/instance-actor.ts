import { eq } from 'drizzle-orm';
import type { FetchSigner } from '../../activitypub/fetch-document';
import { newKeyPair, newProofKeyPair, type KeyPair } from '../../activitypub/keys';
import { config } from '../../config';
import type { Database } from '../../db';
import { settings } from '../../db/schema';
import { admitHost } from '../neighbours';
import type { ProofKey } from './proof-key';

/** Where the server itself is an actor: the signer of fetches that no member asked for. */
export const instanceActorUri = () => `${config().origin}/actor`;

/** The server's name among names of people, which hold no colon; no member can have it, for theirs hold no dot. */
export const instanceUsername = () => config().domain.replace(':', '.');

/** The server's own keys, made at first use and kept; several processes agree on one pair. */
export const instanceKeys = keptPair('instance-actor-keys', newKeyPair);

const proofPair = keptPair('instance-actor-proof-keys', newProofKeyPair);

/** What the server proves with that something is its own. */
export async function instanceProofKey(db: Database): Promise<ProofKey> {
    return { keyId: `${instanceActorUri()}#ed25519-key`, ...(await proofPair(db)) };
}

/** The server as the signer of a fetch, which speaks to nobody whom the community refuses. */
export async function instanceSigner(db: Database): Promise<Required<FetchSigner>> {
    const { privatePem } = await instanceKeys(db);
    return { keyId: `${instanceActorUri()}#main-key`, privatePem, admit: (target) => admitHost(db, target) };
}

/** Reads a pair from the settings, once a process; makes it where there is none yet. */
function keptPair(setting: string, make: () => Promise<KeyPair>): (db: Database) => Promise<KeyPair> {
    const pairs = new WeakMap<Database, Promise<KeyPair>>();
    return (db) => {
        let pair = pairs.get(db);
        if (!pair) {
            pair = findOrMake(db, setting, make);
            pairs.set(db, pair);
            pair.catch(() => pairs.delete(db));
        }
        return pair;
    };
}

async function findOrMake(db: Database, setting: string, make: () => Promise<KeyPair>): Promise<KeyPair> {
    const known = await find(db, setting);
    if (known) return known;
    await db
        .insert(settings)
        .values({ name: setting, value: await make() })
        .onConflictDoNothing();
    const made = await find(db, setting);
    if (!made) throw new Error('The keys of this server could not be kept');
    return made;
}

async function find(db: Database, setting: string): Promise<KeyPair | undefined> {
    const [row] = await db.select().from(settings).where(eq(settings.name, setting));
    return row?.value as KeyPair | undefined;
}
