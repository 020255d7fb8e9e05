/** A stretch of bad network between browser and server: it drops answers, cuts connections and lies, when a test says so. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * What happens to a request: it never arrives; it arrives and its answer is lost; it gets an answer that the server did
 * not give. Null lets it pass.
 */
export type Fate = 'cut' | 'lose the answer' | { status: number; headers?: Record<string, string> } | null;

/** Decides about each request to the API, by its method and path. */
export type Judge = (method: string, path: string) => Fate;

export class CuttingProxy implements AsyncDisposable {
    readonly #server: Server;
    readonly #target: URL;
    readonly #sockets = new Set<Duplex>();
    readonly origin: string;
    /** Nothing passes at all, and what is open is cut. */
    #down = false;
    judge: Judge = () => null;
    /** The requests to the API that reached the server, in their order. */
    readonly arrived: string[] = [];

    private constructor(server: Server, target: string) {
        this.#server = server;
        this.#target = new URL(target);
        this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
        server.on('request', (asked, answer) => this.#pass(asked, answer));
        server.on('upgrade', (asked, socket, head) => this.#tunnel(asked, socket, head));
        server.on('connection', (socket: Socket) => {
            if (this.#down) socket.destroy();
            else this.#keep(socket);
        });
    }

    /** Stands before the server at `target`. */
    static async before(target: string): Promise<CuttingProxy> {
        const server = createServer();
        server.listen(0, 'localhost');
        await once(server, 'listening');
        return new CuttingProxy(server, target);
    }

    /** Cuts everything, or lets it through again. */
    set down(down: boolean) {
        this.#down = down;
        if (down) for (const socket of this.#sockets) socket.destroy();
    }

    #keep(socket: Duplex): void {
        this.#sockets.add(socket);
        socket.on('close', () => this.#sockets.delete(socket));
        socket.on('error', () => socket.destroy());
    }

    #pass(asked: IncomingMessage, answer: ServerResponse): void {
        const { method = 'GET', url = '/' } = asked;
        const path = url.split('?')[0] ?? '';
        const isApi = path.startsWith('/api/') && method !== 'GET';
        const fate = isApi ? this.judge(method, path) : null;
        if (fate === 'cut') {
            asked.socket.destroy();
            return;
        }
        if (typeof fate === 'object' && fate !== null) {
            asked.resume();
            answer.writeHead(fate.status, { 'content-type': 'application/json', ...fate.headers });
            answer.end(JSON.stringify({ error: `The test says ${fate.status}` }));
            return;
        }
        if (isApi) this.arrived.push(`${method} ${path}`);
        const { hostname, port } = this.#target;
        const onwards = request({ hostname, port, method, path: url, headers: this.#headers(asked) });
        onwards.on('response', (given) => {
            if (fate === 'lose the answer') {
                given.resume();
                given.on('end', () => asked.socket.destroy());
                return;
            }
            if (given.headers['content-type']?.includes('json')) void this.#rename(given, answer);
            else {
                answer.writeHead(given.statusCode ?? 502, given.headers);
                given.pipe(answer);
            }
        });
        onwards.on('error', () => answer.destroy());
        asked.pipe(onwards);
    }

    /** What the API says of its own addresses leads through here. */
    async #rename(given: IncomingMessage, answer: ServerResponse): Promise<void> {
        const parts: Buffer[] = [];
        for await (const part of given) parts.push(part as Buffer);
        const body = Buffer.concat(parts).toString().replaceAll(this.#target.origin, this.origin);
        const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = given.headers;
        answer.writeHead(given.statusCode ?? 502, { ...headers, 'content-length': Buffer.byteLength(body) });
        answer.end(body);
    }

    #tunnel(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
        const onwards = connect(Number(this.#target.port), this.#target.hostname, () => {
            const headers = Object.entries(this.#headers(asked)).map(
                ([name, value]) => `${name}: ${String(value)}`,
            );
            onwards.write([`${asked.method} ${asked.url} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
            onwards.write(head);
            onwards.pipe(socket).pipe(onwards);
        });
        this.#keep(onwards);
        this.#keep(socket);
        socket.on('close', () => onwards.destroy());
        onwards.on('close', () => socket.destroy());
    }

    /** The server is told its own name: it answers to no other. */
    #headers({ headers }: IncomingMessage): IncomingMessage['headers'] {
        const { origin, referer, 'accept-encoding': _packed, ...rest } = headers;
        const own = (address: string | undefined) => address?.replace(this.origin, this.#target.origin);
        return {
            ...rest,
            host: this.#target.host,
            ...(origin && { origin: own(origin) }),
            ...(referer && { referer: own(referer) }),
        };
    }

    async [Symbol.asyncDispose](): Promise<void> {
        for (const socket of this.#sockets) socket.destroy();
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}
