import { createPrivateKey, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFederation, MemoryKvStore, type InboxContext } from '@fedify/fedify';
import { verifyObject, verifyRequest } from '@fedify/fedify/sig';
import * as vocab from '@fedify/fedify/vocab';
import { newKeyPair, newProofKeyPair } from '$lib/server/activitypub/keys';

/** What arrived at the inbox, and who Fedify says it is from. */
export interface Arrived {
    /** As Fedify reads it. */
    activity: vocab.Activity;
    json: Record<string, unknown>;
    form: 'draft-cavage' | 'rfc9421';
    /** The key that Fedify found the request signed with. */
    signedWith: string | undefined;
    /** Whether Fedify found a proof that holds. */
    isProven: boolean;
}

type Form = Arrived['form'];

/** Making them takes a while. */
let keys: Promise<CryptoKeyPair[]> | undefined;

/** A Fedify server with one person, on a real socket; nothing of it is ours but this frame. */
export async function fedifyServer({ username = 'fedi', name = 'Fedi' } = {}) {
    const server = createServer((request, response) => void answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const arrived: Arrived[] = [];
    const notes = new Map<string, vocab.Note>();
    const state = {
        /** A form that is answered with 401. */
        refuses: undefined as Form | undefined,
        /** How many requests were refused for it. */
        refused: 0,
    };

    const federation = createFederation<void>({
        kv: new MemoryKvStore(),
        allowPrivateAddress: true,
        firstKnock: 'rfc9421',
        origin,
    });
    const pairs = await (keys ??= Promise.all([
        newKeyPair().then(cryptoPair),
        newProofKeyPair().then(cryptoPair),
    ]));
    federation
        .setActorDispatcher('/users/{identifier}', async (context, identifier) => {
            if (identifier !== username) return null;
            const own = await context.getActorKeyPairs(identifier);
            return new vocab.Person({
                id: context.getActorUri(identifier),
                preferredUsername: username,
                name,
                summary: '<p>hello</p>',
                inbox: context.getInboxUri(identifier),
                outbox: context.getOutboxUri(identifier),
                followers: context.getFollowersUri(identifier),
                endpoints: new vocab.Endpoints({ sharedInbox: context.getInboxUri() }),
                publicKey: own[0]?.cryptographicKey ?? null,
                assertionMethods: own.map(({ multikey }) => multikey),
            });
        })
        .setKeyPairsDispatcher((_, identifier) => (identifier === username ? pairs : []));
    federation.setFollowersDispatcher('/users/{identifier}/followers', () => ({ items: [] }));
    federation.setOutboxDispatcher('/users/{identifier}/outbox', () => ({ items: [] }));
    federation.setObjectDispatcher(vocab.Note, '/notes/{id}', (_, { id }) => notes.get(id) ?? null);
    federation.setNodeInfoDispatcher('/nodeinfo/2.1', () => ({
        software: { name: 'fedify-peer', version: '1.2.3' },
        protocols: ['activitypub'],
        usage: { users: { total: 1 }, localPosts: 0, localComments: 0 },
    }));
    federation
        .setInboxListeners('/users/{identifier}/inbox', '/inbox')
        .on(vocab.Follow, acceptFollow)
        .on(vocab.Activity, () => undefined);
    const context = federation.createContext(new URL(origin), undefined);
    const [rsa, ed25519] = await context.getActorKeyPairs(username);
    if (!rsa || !ed25519) throw new Error('Fedify has no keys');

    async function acceptFollow(inbox: InboxContext<void>, follow: vocab.Follow): Promise<void> {
        const follower = await follow.getActor(inbox);
        if (!follower || !follow.objectId) return;
        const id = new URL(`${origin}/accepts/${arrived.length}`);
        const accept = new vocab.Accept({ id, actor: follow.objectId, object: follow });
        await inbox.sendActivity({ identifier: username }, follower, accept);
    }

    async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
        const request = await requestOf(incoming, origin);
        const response = await respond(request).catch((error: unknown) =>
            Response.json({ error: String(error) }, { status: 500 }),
        );
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
    }

    async function respond(request: Request): Promise<Response> {
        const form = request.headers.has('signature-input') ? 'rfc9421' : 'draft-cavage';
        if (request.method === 'POST') {
            if (form === state.refuses) {
                state.refused++;
                return new Response('not in this form', { status: 401 });
            }
            arrived.push(await examine(request.clone(), form));
        }
        return federation.fetch(request, { contextData: undefined });
    }

    async function examine(request: Request, form: Form): Promise<Arrived> {
        const { documentLoader, contextLoader } = context;
        const json = (await request.clone().json()) as Record<string, unknown>;
        const key = await verifyRequest(request, { documentLoader, contextLoader });
        return {
            activity: await vocab.Activity.fromJsonLd(json, { documentLoader, contextLoader }),
            json,
            form,
            signedWith: key?.id?.href,
            isProven: 'proof' in json && (await verifyObject(vocab.Activity, json, context)) !== null,
        };
    }

    return {
        origin,
        host: new URL(origin).host,
        username,
        context,
        state,
        arrived,
        /** The first that arrived of this kind. */
        first: <T extends vocab.Activity>(kind: new (...values: never[]) => T): Arrived & { activity: T } => {
            const found = arrived.find(({ activity }) => activity instanceof kind);
            if (!found) throw new Error(`no ${kind.name} arrived`);
            return found as Arrived & { activity: T };
        },
        /** The person's id. */
        id: context.getActorUri(username),
        ed25519,
        /** Has the person say something to somebody; resolves when it was accepted. */
        send: (recipient: vocab.Recipient, activity: vocab.Activity) =>
            context.sendActivity({ identifier: username }, recipient, activity),
        /** A post of the person, which is served at its id. */
        note(values: ConstructorParameters<typeof vocab.Note>[0]): vocab.Note {
            const name = String(notes.size + 1);
            const id = context.getObjectUri(vocab.Note, { id: name });
            const note = new vocab.Note({ id, attribution: context.getActorUri(username), ...values });
            notes.set(name, note);
            return note;
        },
        async [Symbol.asyncDispose](): Promise<void> {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

/** A moment as Fedify's vocabulary has it. */
export async function instant(text: string): Promise<vocab.Note['published']> {
    const context = 'https://www.w3.org/ns/activitystreams';
    return (await vocab.Note.fromJsonLd({ '@context': context, type: 'Note', published: text })).published;
}

async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = new Headers();
    for (const [name, values] of Object.entries(incoming.headersDistinct))
        headers.set(name, (values ?? []).join(', '));
    const { method = 'GET', url = '/' } = incoming;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    return new Request(new URL(url, origin), {
        method,
        headers,
        ...(hasBody && { body: Buffer.concat(chunks) }),
    });
}

/** A pair of PEMs as the Web Cryptography that Fedify uses has it. */
async function cryptoPair({
    publicPem,
    privatePem,
}: {
    publicPem: string;
    privatePem: string;
}): Promise<CryptoKeyPair> {
    const publicKey = createPublicKey(publicPem);
    const algorithm =
        publicKey.asymmetricKeyType === 'rsa'
            ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
            : { name: 'Ed25519' };
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    const pkcs8 = new Uint8Array(createPrivateKey(privatePem).export({ type: 'pkcs8', format: 'der' }));
    return {
        publicKey: await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
        privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
    };
}
