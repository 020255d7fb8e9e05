import { readActor } from '$lib/server/activitypub/read-actor';
import { newKeyPair, type KeyPair } from '$lib/server/activitypub/keys';
import { signRequest } from '$lib/server/activitypub/http-signature';
import { config } from '$lib/server/config';
import type { Database } from '$lib/server/db';
import { accounts } from '$lib/server/db/schema';
import { storeRemoteAccount } from '$lib/server/domain/accounts';
import { eq } from 'drizzle-orm';
import { actorDocument, type Activity } from './activities';
import type { Persona } from './people';
import { personUri } from './plan';
import { portrait } from './portrait';

/** Activities on their way to the community at the same time. */
const AT_ONCE = 8;

/**
 * The other servers, as far as the community can tell: each of their people signs with a key of their own, and what
 * they say goes through the community's inbox like everything else. Their domains exist nowhere (RFC 2606), so the
 * community is told who they are and is given no inbox to send things to.
 */
export class OtherServers {
    readonly #keys = new Map<Persona, KeyPair>();
    readonly #db: Database;

    constructor(db: Database) {
        this.#db = db;
    }

    /** Makes the keys of `people`, and their documents known. */
    async introduce(people: readonly Persona[]): Promise<void> {
        await Promise.all(
            people.map(async (persona) => {
                const keys = await newKeyPair();
                this.#keys.set(persona, keys);
                const actor = readActor(actorDocument(persona, keys.publicPem));
                const handle = { username: persona.username, host: persona.domain ?? '' };
                await storeRemoteAccount(this.#db, { ...actor, inbox: '', sharedInbox: undefined }, handle);
                await this.#db
                    .update(accounts)
                    .set({ avatarUrl: portrait(persona.username) })
                    .where(eq(accounts.uri, personUri(persona)));
            }),
        );
    }

    /** Says `activity` to the community's shared inbox. @throws Error unless it is accepted. */
    async say(author: Persona, activity: Activity): Promise<void> {
        const keys = this.#keys.get(author);
        if (!keys) throw new Error(`${author.username} was not introduced`);
        const url = new URL('/inbox', config().origin);
        const body = JSON.stringify(activity);
        // Both forms of signatures are in use on the network; so they are here.
        const form = author.username.length % 2 === 0 ? 'draft-cavage' : 'rfc9421';
        const signed = signRequest(form, {
            method: 'POST',
            url,
            body: Buffer.from(body),
            keyId: `${personUri(author)}#main-key`,
            privatePem: keys.privatePem,
        });
        const answer = await fetch(url, {
            method: 'POST',
            headers: { 'Content-Type': 'application/activity+json', ...signed },
            body,
        });
        if (!answer.ok)
            throw new Error(`The community refused ${activity.id}: ${answer.status} ${await answer.text()}`);
    }

    /** Says one after another, several at a time. */
    async sayAll(said: readonly { author: Persona; activity: Activity }[]): Promise<void> {
        const waiting = said.values();
        const worker = async () => {
            for (const { author, activity } of waiting) await this.say(author, activity);
        };
        await Promise.all(Array.from({ length: AT_ONCE }, worker));
    }
}
