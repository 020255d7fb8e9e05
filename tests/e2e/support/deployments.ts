/** A proxy before a community that plays one deployment after another, as browsers see them. */
import { once } from 'node:events';
import {
    createServer,
    request as ask,
    type IncomingMessage,
    type Server,
    type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

const FILES = '/_app/immutable/';
const TEXT = /javascript|html|css/;

/**
 * Serves the build that is there under other names: the files of build `b` stand below `/_app/immutable/b/`, and those
 * of all other builds are gone, as after a deployment. The page and the worker name them so.
 */
export class Deployments implements AsyncDisposable {
    readonly #server: Server;
    readonly #upstream: URL;
    readonly origin: string;
    /** The build that is served: a short word, or nothing for the one that was built. */
    build = '';
    /** A file of the build is missing: it cannot be installed. */
    incomplete = false;
    killed = false;
    /** Files that a page asked for and that no deployment has any more. */
    readonly missed: string[] = [];

    private constructor(server: Server, upstream: string) {
        this.#server = server;
        this.#upstream = new URL(upstream);
        this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
        server.on('request', (request, response) => this.#answer(request, response));
        server.on('upgrade', (request, socket) => this.#upgrade(request, socket));
    }

    static async before(upstream: string): Promise<Deployments> {
        const server = createServer();
        server.listen(0, 'localhost');
        await once(server, 'listening');
        return new Deployments(server, upstream);
    }

    #answer(request: IncomingMessage, response: ServerResponse): void {
        const path = this.#pathThere(request.url ?? '/');
        if (path === null) {
            this.missed.push(request.url ?? '');
            response.writeHead(404).end();
            return;
        }
        if (this.killed && path.startsWith('/sw-kill.json')) {
            response.writeHead(200, { 'content-type': 'application/json' }).end('{"kill":true}');
            return;
        }
        const onward = ask(this.#options(request, path), (answer) => void this.#pass(answer, response));
        onward.on('error', () => response.destroy());
        request.pipe(onward);
    }

    /** Where the file really is; null where it is of a build that is not served any more. */
    #pathThere(path: string): string | null {
        if (!path.startsWith(FILES)) return path;
        const below = `${FILES}${this.build && `${this.build}/`}`;
        const name = path.slice(below.length);
        if (
            !path.startsWith(below) ||
            (!this.build && !/^(?:entry|nodes|chunks|assets|workers|words)\//.test(name))
        )
            return null;
        return this.incomplete && name.startsWith('nodes/') ? null : FILES + name;
    }

    async #pass(answer: IncomingMessage, response: ServerResponse): Promise<void> {
        const headers = { ...answer.headers };
        // It names the scripts by their hashes, which are others now.
        delete headers['content-security-policy'];
        if (!this.build || !TEXT.test(headers['content-type'] ?? '')) {
            response.writeHead(answer.statusCode ?? 502, headers);
            answer.pipe(response);
            return;
        }
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part as Buffer);
        const body = this.#renamed(Buffer.concat(parts).toString());
        delete headers['content-length'];
        delete headers.etag;
        response.writeHead(answer.statusCode ?? 502, headers).end(body);
    }

    #renamed(text: string): string {
        return (
            text
                .replaceAll('_app/immutable/', `_app/immutable/${this.build}/`)
                // The revisions of what has no hash in its name: the shell.
                .replaceAll(/(revision"?:\s*["'`])([0-9a-f]{32})/g, `$1${this.build}$2`)
                .replaceAll(/<meta http-equiv="content-security-policy"[^>]*>/g, '')
        );
    }

    #upgrade(request: IncomingMessage, socket: Duplex): void {
        const onward = ask(this.#options(request, request.url ?? '/'));
        onward.on('upgrade', (answer, there) => {
            const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
            socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
            there.pipe(socket).pipe(there);
            there.on('error', () => socket.destroy());
            socket.on('error', () => there.destroy());
        });
        onward.on('error', () => socket.destroy());
        onward.end();
    }

    #options({ method, headers }: IncomingMessage, path: string) {
        const { hostname, port, host, origin } = this.#upstream;
        // What is upstream does not change between deployments, but what this proxy makes of it does.
        const { 'if-none-match': _tag, 'if-modified-since': _date, ...others } = headers;
        return {
            hostname,
            port,
            method,
            path,
            headers: {
                ...others,
                host,
                ...(headers.origin !== undefined && { origin }),
                'accept-encoding': 'identity',
            },
        };
    }

    async [Symbol.asyncDispose](): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}
