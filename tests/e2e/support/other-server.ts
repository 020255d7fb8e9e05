/** Another server of the fediverse, played by a test: one person, and what they tell. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
const ACTIVITY = 'application/activity+json';

type Json = Record<string, unknown>;

export class OtherServer implements AsyncDisposable {
    readonly #documents = new Map<string, Json>();
    readonly #files = new Map<string, { type: string; body: Buffer }>();
    readonly #server: Server;
    readonly origin: string;
    readonly host: string;
    readonly author: string;
    /** What was asked for, and by which software. */
    readonly heard: { path: string; from: string }[] = [];
    /** Requests wait for it before they are answered. */
    pause: Promise<void> = Promise.resolve();

    private constructor(server: Server) {
        this.#server = server;
        this.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
        this.origin = `http://${this.host}`;
        this.author = `${this.origin}/users/vera`;
        this.introduceVera();
        this.tell('/users/vera/followers', { type: 'OrderedCollection', totalItems: 1_204 });
        server.on('request', (request, response) => {
            void this.pause.then(() => {
                const { pathname } = new URL(request.url ?? '/', this.origin);
                const document = this.#documents.get(pathname);
                const isWebfinger = pathname === '/.well-known/webfinger';
                this.heard.push({ path: pathname, from: request.headers['user-agent'] ?? '' });
                const file = this.#files.get(pathname);
                if (file) {
                    response.writeHead(200, {
                        'content-type': file.type,
                        'content-length': file.body.length,
                    });
                    response.end(file.body);
                    return;
                }
                const answer = isWebfinger ? this.#webfinger() : document;
                response.writeHead(answer ? 200 : 404, {
                    'content-type': isWebfinger ? 'application/jrd+json' : ACTIVITY,
                });
                response.end(JSON.stringify(answer ?? {}));
            });
        });
    }

    static async start(): Promise<OtherServer> {
        const server = createServer();
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        return new OtherServer(server);
    }

    /** Serves a document at `path`, which becomes its id; answers the id. */
    tell(path: string, document: Json): string {
        const id = `${this.origin}${path}`;
        this.#documents.set(path, { id, ...document });
        return id;
    }

    /** Says who Vera is. */
    introduceVera(more: Json = {}): void {
        this.tell('/users/vera', {
            type: 'Person',
            preferredUsername: 'vera',
            name: 'Vera',
            inbox: `${this.author}/inbox`,
            outbox: `${this.author}/outbox`,
            followers: `${this.author}/followers`,
            url: `${this.origin}/@vera`,
            ...more,
        });
    }

    /** Serves a file at `path`; answers its address. */
    file(path: string, type: string, body: Buffer): string {
        this.#files.set(path, { type, body });
        return `${this.origin}${path}`;
    }

    /** Serves a post that Vera wrote an hour ago. */
    note(path: string, content: string, more: Json = {}): string {
        return this.tell(path, {
            type: 'Note',
            attributedTo: this.author,
            content: `<p>${content}</p>`,
            published: new Date(Date.now() - 3_600_000).toISOString(),
            to: [PUBLIC],
            ...more,
        });
    }

    #webfinger(): Json {
        const links = [{ rel: 'self', type: ACTIVITY, href: this.author }];
        return { subject: `acct:vera@${this.host}`, links };
    }

    async [Symbol.asyncDispose](): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}
