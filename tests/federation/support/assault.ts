import type { Chance } from '../../../scripts/demo/chance';
import { signRequest } from '$lib/server/activitypub/http-signature';
import { ACTIVITY_JSON } from '$lib/server/activitypub/vocabulary';
import { bytesOf, mutate } from './mutate';
import { fixturesOf, type Json, type Peer } from './peer';
import type { RemotePerson } from './remote-server';

/** The answers that a server may give to what it cannot use. */
export const HARMLESS: ReadonlySet<number> = new Set([202, 400, 401, 403, 413]);

/** One wave of mutants. */
export interface Assault {
    /** Where they are sent. */
    inbox: string;
    /** Ids of others, for mutants to speak of and for. */
    others: readonly string[];
    chance: Chance;
    count: number;
    /** How often each status was answered; counted up. */
    answers: Map<number, number>;
}

/** Sends mutants of everything a peer has, and serves mutants of its documents meanwhile. */
export async function assail(peer: Peer, { inbox, others, chance, count, answers }: Assault): Promise<void> {
    const documents = fixturesOf(peer.software).map((name) => peer.read(name));
    const activities = documents.filter((document) => 'actor' in document);
    const ids = [...idsIn(documents), ...others];
    const signer = peer.person();
    for (const { object } of activities) {
        if (typeof object !== 'object' || object === null || !('id' in object)) continue;
        // Some activities have an id within their actor’s document, which stays as it is: it holds the key.
        if (String(object.id).includes('#')) continue;
        const served = mutate(chance, object as Json, ids);
        // Served under its own address it is looked at longer.
        if (chance.below(4) > 0) served.id = object.id;
        peer.serve(served, new URL(String(object.id)));
    }
    const mutants = Array.from({ length: count }, (_, index) => {
        const mutant = mutate(chance, chance.pick(activities), ids);
        // Most keep who says it, and an id of their own: otherwise nearly all would be refused at the door.
        if (chance.below(8) > 0) mutant.actor = signer.id;
        if (chance.below(8) > 0) mutant.id = `${signer.id}/mutants/${index}`;
        return bytesOf(chance, mutant);
    });
    await Promise.all(
        Array.from({ length: 8 }, async (_, worker) => {
            for (let index = worker; index < mutants.length; index += 8) {
                const status = await post(inbox, mutants[index] ?? Buffer.alloc(0), signer);
                answers.set(status, (answers.get(status) ?? 0) + 1);
            }
        }),
    );
}

/** Every id in what a peer sends, for others to appear under. */
function idsIn(documents: readonly Json[]): string[] {
    const text = JSON.stringify(documents);
    return [...new Set(Array.from(text.matchAll(/"(https?:\/\/127[^"\\]+)"/g), ([, id = '']) => id))];
}

/** Signs bytes as they are, and sends them. */
async function post(inbox: string, body: Buffer, signer: RemotePerson): Promise<number> {
    const url = new URL(inbox);
    const { keyId, keys } = signer;
    const headers = signRequest('draft-cavage', {
        method: 'POST',
        url,
        body,
        keyId,
        privatePem: keys.privatePem,
    });
    const answer = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': ACTIVITY_JSON },
        body: new Uint8Array(body),
    });
    await answer.arrayBuffer();
    return answer.status;
}
