/**
 * Files of members, answered before Kit: they need nothing of it, and with it each would cost several times as much.
 * With a host of their own (`ATOLL_MEDIA_ORIGIN`) they are found there alone, and nothing else is.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { config } from './config';
import { answerMedia, asShownError } from './http';
import { log } from './log';
import { requestDuration } from './metrics';
import { isServed } from './storage';

const PATH = '/media/';
const ROUTE = '/media/[...key]';

/** Takes a request that is for a file, or for the host of files; says whether it did. */
export function serveMedia(request: IncomingMessage, response: ServerResponse): boolean {
    const path = request.url?.split('?', 1)[0] ?? '';
    const { mediaHost, hasMediaHost } = config();
    const isOnMediaHost = hasMediaHost && request.headers.host?.toLowerCase() === mediaHost;
    if (!isOnMediaHost && !path.startsWith(PATH)) return false;
    const begun = performance.now();
    response.once('close', () => record(request, response, path, performance.now() - begun));
    answer(request, response, path, isOnMediaHost).catch((error: unknown) => fail(response, error));
    return true;
}

async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    isOnMediaHost: boolean,
): Promise<void> {
    const { mediaOrigin, hasMediaHost } = config();
    const key = path.startsWith(PATH) ? path.slice(PATH.length) : '';
    const { method = '' } = request;
    if (method === 'OPTIONS') return end(response, 204, ALLOWED);
    if (method !== 'GET' && method !== 'HEAD') return end(response, 405, ALLOWED);
    // Addresses of before files had a host of their own stay good.
    if (hasMediaHost && !isOnMediaHost && isServed(key))
        return end(response, 308, { Location: `${mediaOrigin}${path}`, 'Access-Control-Allow-Origin': '*' });
    const header = (name: string) => [request.headers[name]].flat().join(', ');
    const { status, headers, file, range } = await answerMedia({ key, header });
    if (!file || method === 'HEAD') return end(response, status, headers);
    const content = await file.content(range);
    if (!content) return end(response, 404, { 'Cache-Control': 'no-store' });
    response.writeHead(status, headers);
    if (content instanceof Uint8Array) return void response.end(content);
    response.once('close', () => content.destroy());
    content.on('error', () => response.destroy()).pipe(response);
}

const ALLOWED = {
    Allow: 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': 'Range, If-Range, If-None-Match, If-Modified-Since',
};

function end(response: ServerResponse, status: number, headers: Record<string, string>): void {
    response.writeHead(status, headers).end();
}

/** Somebody who went away while they were served is no failure. */
function fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent || response.destroyed) {
        response.destroy();
        return;
    }
    end(response, asShownError(error).status, { 'Cache-Control': 'no-store', 'Retry-After': '5' });
}

function record(
    { method = '' }: IncomingMessage,
    { statusCode: status }: ServerResponse,
    path: string,
    ms: number,
) {
    requestDuration.observe({ method, route: ROUTE, status: String(status) }, ms / 1_000);
    log.info({ method, path, status, ms: Math.round(ms * 10) / 10 }, 'request');
}
