/**
 * The production entry, run by Node itself. It owns the process: the HTTP server, signals, the exit code. The app starts
 * inside Kit's bundle (`hooks.server.ts`), so that there is one module graph; `lib/server/handover.ts` connects the two.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { config, type Config } from './lib/server/config.ts';
import { offerHttpServer, runningApp } from './lib/server/handover.ts';

type Handler = (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
) => unknown;

/** Running requests get this long to end when the process is told to stop, in milliseconds. */
const DRAIN_MS = 2000;
/** Whatever hangs, the process ends after this, in milliseconds. */
const STOP_MS = 10_000;

let handler: Handler | undefined;
const server = createServer(answer);
let stopping: Promise<void> | undefined;

process.env.NODE_ENV ??= 'production';
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
process.on('uncaughtException', (error) => {
    console.error(error);
    void stop(1);
});
// A promise nobody waits for has harmed nobody else's request: note it and serve on.
process.on('unhandledRejection', (reason) =>
    console.error('A promise was rejected and nobody cared:', reason),
);

const starting = start();
try {
    await starting;
} catch (error) {
    console.error(isForOperator(error) ? error.message : error);
    await stop(1);
}

async function start(): Promise<void> {
    const settings = config();
    tellAdapter(settings);
    // A client that sends its headers this slowly only occupies a connection.
    server.headersTimeout = 15_000;
    // Long enough for a film over a slow line; whoever stands still meanwhile is cut off by who reads.
    server.requestTimeout = 1_800_000;
    // Longer than the pause of common proxies, which otherwise meet a connection that is just being closed.
    server.keepAliveTimeout = 65_000;
    if (settings.servesWeb) offerHttpServer(server);

    const build = readFileSync(new URL('../build/current', import.meta.url), 'utf8');
    const kit = (await import(new URL(`../build/${build}/handler.js`, import.meta.url).href)) as {
        handler: Handler;
    };
    handler = kit.handler;
    await listen(settings);

    if (settings.servesWeb) console.log(`\nAtoll is ready at ${settings.origin}`);
    else console.log(`\nAtoll's worker is at work; its health is told on port ${settings.port}`);
    for (const line of runningApp()?.announcements ?? []) console.log(line);
}

/** adapter-node reads its own variables; ours are the only ones an operator has to know. */
function tellAdapter({ origin }: Config): void {
    process.env.ORIGIN = origin;
    // Bodies are read by our own reader with limits per route; this is only the outermost.
    process.env.BODY_SIZE_LIMIT = '128M';
    for (const name of ['ADDRESS_HEADER', 'PROTOCOL_HEADER', 'HOST_HEADER', 'PORT_HEADER', 'XFF_DEPTH'])
        delete process.env[name];
}

function listen({ host, port }: Config): Promise<void> {
    return new Promise((settle, refuse) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
            const reasons: Record<string, string> = {
                EADDRINUSE: `Port ${port} is already in use: stop what listens there, or set PORT to another.`,
                EACCES: `Port ${port} may not be used by this user: set PORT to one above 1023.`,
                EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to one it has.`,
                ENOTFOUND: `The address ${host} is not known: set HOST to one of this machine.`,
            };
            const reason = reasons[error.code ?? ''];
            refuse(reason ? Object.assign(new Error(reason), { name: 'StartError' }) : error);
        });
        server.listen({ host, port }, settle);
    });
}

function answer(request: IncomingMessage, response: ServerResponse): void {
    // Told to stop: whoever keeps this connection open shall not send another request on it.
    if (stopping) response.setHeader('Connection', 'close');
    if (runningApp()?.serveMedia(request, response)) return;
    Promise.resolve(handler?.(request, response, () => notFound(response))).catch((error: unknown) => {
        console.error('A request could not be answered:', error);
        if (response.headersSent) response.destroy();
        else
            response.writeHead(500, { 'Content-Type': 'text/plain' }).end('Something went wrong on our side');
    });
}

function notFound(response: ServerResponse): void {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
}

/** Ends the process in order: no new connections, running requests, sockets and jobs, then the database. */
function stop(exitCode: number): Promise<void> {
    return (stopping ??= (async () => {
        setTimeout(() => process.exit(exitCode || 1), STOP_MS).unref();
        await starting.catch(() => undefined);
        const app = runningApp();
        await Promise.all([drain(server), app?.quiet()]);
        server.closeAllConnections();
        await app?.stop();
        process.exit(exitCode);
    })().catch((error: unknown) => {
        console.error(error);
        process.exit(1);
    }));
}

/** Settles when the last request is answered, and after DRAIN_MS in any case. */
function drain(listening: Server): Promise<void> {
    return new Promise((settle) => {
        setTimeout(settle, DRAIN_MS);
        listening.close(() => settle());
        listening.closeIdleConnections();
    });
}

function isForOperator(error: unknown): error is Error {
    return error instanceof Error && (error.name === 'StartError' || error.name === 'ConfigError');
}
