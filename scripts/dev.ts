/**
 * Development: hot reload with live sockets, on data of its own (`data-dev`). Kit starts the app at the first request,
 * and again after edits of the server's code; the app finds Vite's HTTP server as it finds our own in production.
 */
import type { Server } from 'node:http';
import { createServer } from 'vite';
import { config } from '../src/lib/server/config.ts';
import { offerHttpServer, runningApp } from '../src/lib/server/handover.ts';

process.env.ATOLL_DATA_DIR ??= './data-dev';
const { host, port, origin } = config();

let stopping = false;
const vite = await createServer({ server: { host, port, strictPort: true } });
offerHttpServer(vite.httpServer as Server);
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

await vite.listen();
await fetch(`http://localhost:${port}/healthz/live`);
console.log(`\nAtoll is in development at ${origin}`);
for (const line of runningApp()?.announcements ?? []) console.log(line);

async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    const app = runningApp();
    await app?.quiet();
    await app?.stop();
    await vite.close();
    process.exit(0);
}
