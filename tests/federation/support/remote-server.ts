import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readSignature, signRequest, type SignatureForm } from '$lib/server/activitypub/http-signature';
import { newKeyPair, type KeyPair } from '$lib/server/activitypub/keys';
import { ACTIVITY_JSON, PUBLIC } from '$lib/server/activitypub/vocabulary';

type Json = Record<string, unknown>;

/** What arrived at a remote server. */
export interface Received {
    path: string;
    activity: Json & { id: string; type: string };
    /** The key the request names, whether it verified is for `verifiedBy`. */
    keyId: string;
    form: SignatureForm;
    verify(publicPem: string): boolean;
}

type Answer = { status?: number; type?: string; headers?: Record<string, string>; body?: unknown };
type Script = (request: {
    path: string;
    method: string;
    headers: IncomingMessage['headers'];
}) => Answer | undefined;

const pairs: Promise<KeyPair>[] = [];

/** Making a pair takes a while, and nobody needs more than a few of them. */
function keyPair(index: number): Promise<KeyPair> {
    return (pairs[index] ??= newKeyPair());
}

/** Below what the system gives out by itself. */
const PORTS = { first: 10_000, last: 32_000 };
let nextPort = PORTS.first + (process.pid % 200) * 100;

/** Listens where no server of this process ever did: what is remembered of another server is not of this one. */
async function listenAnew(server: Server): Promise<number> {
    for (;;) {
        const port = nextPort++;
        if (nextPort > PORTS.last) nextPort = PORTS.first;
        server.listen(port, '127.0.0.1');
        const taken = await once(server, 'listening').then(
            () => undefined,
            (error: unknown) => error as NodeJS.ErrnoException,
        );
        if (!taken) return port;
        if (taken.code !== 'EADDRINUSE') throw taken;
    }
}

let made = 0;
let people = 0;

/** Somebody on a remote server. */
export interface RemotePerson {
    id: string;
    username: string;
    inbox: string;
    followers: string;
    keyId: string;
    keys: KeyPair;
    document: Json;
}

/** Another server, in process, with real keys and a real socket; every answer of it can be scripted. */
export class RemoteServer implements AsyncDisposable {
    readonly received: Received[] = [];
    /** Every request, in order. */
    readonly requests: string[] = [];
    readonly people = new Map<string, RemotePerson>();
    readonly documents = new Map<string, Answer>();
    /** Looked at first; undefined lets the request go on to what the server would answer by itself. */
    script: Script = () => undefined;
    origin = '';
    #server = createServer((request, response) => void this.#answer(request, response));

    static async start(): Promise<RemoteServer> {
        const remote = new RemoteServer();
        const port = await listenAnew(remote.#server);
        remote.origin = `http://127.0.0.1:${port}`;
        return remote;
    }

    get host(): string {
        return new URL(this.origin).host;
    }

    /** Adds somebody. `changes` go into their document. */
    async person(username: string, changes: Json = {}): Promise<RemotePerson> {
        const id = `${this.origin}/users/${username}`;
        const keys = await keyPair(people++ % 6);
        const keyId = `${id}#main-key`;
        const document = {
            '@context': 'https://www.w3.org/ns/activitystreams',
            id,
            type: 'Person',
            preferredUsername: username,
            name: username,
            inbox: `${id}/inbox`,
            outbox: `${id}/outbox`,
            followers: `${id}/followers`,
            following: `${id}/following`,
            endpoints: { sharedInbox: `${this.origin}/inbox` },
            publicKey: { id: keyId, owner: id, publicKeyPem: keys.publicPem },
            url: `${this.origin}/@${username}`,
            ...changes,
        };
        const person = {
            id,
            username,
            inbox: `${id}/inbox`,
            followers: `${id}/followers`,
            keyId,
            keys,
            document,
        };
        this.people.set(username, person);
        this.documents.set(`/users/${username}`, { body: document });
        return person;
    }

    /** A post of `author`, served at its id; public unless `changes` say otherwise. */
    note(author: RemotePerson, content: string, changes: Json = {}): Json & { id: string } {
        const id = `${author.id}/notes/${++made}`;
        const note = {
            id,
            type: 'Note',
            attributedTo: author.id,
            content: `<p>${content}</p>`,
            published: new Date().toISOString(),
            to: [PUBLIC],
            cc: [author.followers],
            ...changes,
        };
        this.documents.set(new URL(note.id).pathname, { body: note });
        return note;
    }

    /** An activity of `actor`, with an id of its own. */
    activity(actor: RemotePerson, type: string, object: unknown, changes: Json = {}): Json & { id: string } {
        return { id: `${actor.id}/activities/${++made}`, type, actor: actor.id, object, ...changes };
    }

    /** `Create` of a note, addressed as the note is. */
    create(actor: RemotePerson, note: Json, changes: Json = {}): Json & { id: string } {
        return this.activity(actor, 'Create', note, { to: note.to, cc: note.cc, ...changes });
    }

    /** Sends an activity to an inbox, signed by `signer`; returns the status of the answer. */
    async send(
        inbox: string,
        activity: Json,
        signer: RemotePerson,
        {
            form = 'draft-cavage',
            change = () => {},
        }: { form?: SignatureForm; change?: (request: { headers: Headers; body: Buffer }) => void } = {},
    ): Promise<number> {
        const body = Buffer.from(JSON.stringify(activity));
        const url = new URL(inbox);
        const signed = signRequest(form, {
            method: 'POST',
            url,
            body,
            keyId: signer.keyId,
            privatePem: signer.keys.privatePem,
        });
        const request = { headers: new Headers({ ...signed, 'content-type': ACTIVITY_JSON }), body };
        change(request);
        const answer = await fetch(url, {
            method: 'POST',
            headers: request.headers,
            body: new Uint8Array(request.body),
        });
        await answer.arrayBuffer();
        return answer.status;
    }

    /** Asks for a document, signed where `signer` is given. */
    async get(
        address: string,
        signer?: RemotePerson,
    ): Promise<{ status: number; headers: Headers; body: Json }> {
        const url = new URL(address);
        const signed = signer
            ? signRequest('draft-cavage', {
                  method: 'GET',
                  url,
                  keyId: signer.keyId,
                  privatePem: signer.keys.privatePem,
              })
            : {};
        const answer = await fetch(url, {
            headers: { accept: ACTIVITY_JSON, ...signed },
            redirect: 'manual',
        });
        const text = await answer.text();
        return {
            status: answer.status,
            headers: answer.headers,
            body: (text ? JSON.parse(text) : {}) as Json,
        };
    }

    /** What arrived of this type. */
    of(type: string): Received[] {
        return this.received.filter(({ activity }) => activity.type === type);
    }

    async [Symbol.asyncDispose](): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks);
        const path = request.url ?? '/';
        const method = request.method ?? 'GET';
        this.requests.push(`${method} ${path}`);
        const scripted = this.script({ path, method, headers: request.headers });
        const answer =
            scripted ?? (method === 'POST' ? this.#receive(request, path, body) : this.#serve(path));
        const isWritten = typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
        const text = isWritten ? answer.body : JSON.stringify(answer.body ?? {});
        response.writeHead(answer.status ?? 200, {
            'content-type': answer.type ?? ACTIVITY_JSON,
            ...answer.headers,
        });
        response.end(text);
    }

    #receive(request: IncomingMessage, path: string, body: Buffer): Answer {
        const headers = new Headers();
        for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
        const claim = readSignature({ method: 'POST', url: new URL(path, this.origin), headers, body });
        const activity = JSON.parse(body.toString()) as Received['activity'];
        this.received.push({ path, activity, keyId: claim.keyId, form: claim.form, verify: claim.verify });
        return { status: 202 };
    }

    #serve(path: string): Answer {
        const { pathname, search, searchParams } = new URL(path, this.origin);
        if (pathname === '/.well-known/webfinger') return this.#webfinger(searchParams.get('resource') ?? '');
        return this.documents.get(pathname + search) ?? this.documents.get(pathname) ?? { status: 404 };
    }

    #webfinger(resource: string): Answer {
        const username = /^acct:([^@]+)@/.exec(resource)?.[1] ?? '';
        const person = this.people.get(username);
        if (!person || resource !== `acct:${username}@${this.host}`) return { status: 404 };
        const links = [{ rel: 'self', type: ACTIVITY_JSON, href: person.id }];
        return { type: 'application/jrd+json', body: { subject: resource, links } };
    }
}
