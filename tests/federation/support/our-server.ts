import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import { closeOutbound } from '$lib/server/activitypub/outbound-agent';
import { readConfig, useConfig } from '$lib/server/config';
import { negotiatePages } from '$lib/server/federation';
import { testDatabase } from '../../support/database';
import { runDeliveries } from '$lib/server/federation/outbox';
import { runJobs } from '$lib/server/jobs';

type Routes = Record<string, Partial<Record<string, unknown>>>;

/** Every ActivityPub address of the product, with the very handlers that serve it. */
const ROUTES = import.meta.glob(
    [
        '../../../src/routes/{users,inbox,actor,nodeinfo,emoji}/**/+server.ts',
        '../../../src/routes/.well-known/{webfinger,host-meta,nodeinfo}/+server.ts',
    ],
    { eager: true },
) as Routes;

const TABLE = Object.entries(ROUTES).map(([file, module]) => {
    const path = /routes(\/.*)\/\+server\.ts$/.exec(file)?.[1] ?? '';
    const names = Array.from(path.matchAll(/\[(\w+)\]/g), (match) => match[1] ?? '');
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\[\w+\]/g, '([^/]+)')}/?$`);
    return { pattern, names, module };
});

/**
 * This server on a real socket, over a database of the calling file's own. Call it once, at the top. Peers are reached
 * over plain http on the loopback.
 */
export async function ourServer() {
    const server = createServer((request, response) => {
        answer(request)
            .then(async (answered) => {
                response.writeHead(answered.status, Object.fromEntries(answered.headers));
                response.end(Buffer.from(await answered.arrayBuffer()));
            })
            .catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    useConfig(
        readConfig({
            ATOLL_ORIGIN: origin,
            ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
            ATOLL_FEDERATION_HTTP: '1',
            LOG_LEVEL: 'silent',
        }),
    );
    const db = await testDatabase();
    afterAll(async () => {
        await closeOutbound();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
    });
    return {
        origin,
        db,
        /** Does all work that waits, and delivers what follows from it, until nothing is left. */
        async settle(): Promise<void> {
            await runJobs();
            await runDeliveries(db);
            await runJobs();
        },
    };
}

async function answer(incoming: IncomingMessage): Promise<Response> {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
    const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
    const request = new Request(url, {
        method: incoming.method,
        headers: headersOf(incoming),
        ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
    });
    const event = { request, url, params: {}, locals: { requestId: 'test' } } as unknown as RequestEvent;
    return negotiatePages({ event, resolve: () => route(event) }) as Promise<Response>;
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
    const headers = new Headers();
    for (const [name, values] of Object.entries(headersDistinct))
        headers.set(name, (values ?? []).join(', '));
    return headers;
}

async function route(event: RequestEvent): Promise<Response> {
    for (const { pattern, names, module } of TABLE) {
        const match = pattern.exec(event.url.pathname);
        if (!match) continue;
        const handler = module[event.request.method] as RequestHandler | undefined;
        if (!handler) return new Response(null, { status: 405 });
        event.params = Object.fromEntries(
            names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
        );
        return handler(event as never);
    }
    return new Response('no such page', { status: 404 });
}
