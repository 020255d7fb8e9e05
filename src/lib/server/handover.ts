/**
 * What the process's entry and the app inside Kit's bundle hand each other. They are two module graphs in one process,
 * so that it hangs on `globalThis`.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** A started app, as the process that carries it sees it. */
export interface RunningApp {
    /** For the operator, once: how to sign in for the first time, what to be warned about. */
    announcements: string[];
    /** Answers a request for a file of members, and says whether it was one. */
    serveMedia(request: IncomingMessage, response: ServerResponse): boolean;
    /** Ends what would keep clients and jobs busy: sockets are closed, no new job begins. */
    quiet(): Promise<void>;
    /** Lets go of everything else, the database last. */
    stop(): Promise<void>;
}

interface Handover {
    [httpServerKey]?: Server;
    [appKey]?: RunningApp;
}

const httpServerKey = Symbol.for('atoll.http-server');
const appKey = Symbol.for('atoll.app');
const here = globalThis as Handover;

/** The entry (or the development server) offers its HTTP server, whose request listener is already registered. */
export function offerHttpServer(server: Server): void {
    here[httpServerKey] = server;
}

/** The HTTP server to attach sockets to; none in tests, and in a process that only works. */
export function offeredHttpServer(): Server | undefined {
    return here[httpServerKey];
}

/** The app says that it runs, or (with `undefined`) that it no longer does. */
export function announceApp(app: RunningApp | undefined): void {
    here[appKey] = app;
}

/** The app that runs in this process; after an edit during development it may come from a former module graph. */
export function runningApp(): RunningApp | undefined {
    return here[appKey];
}
