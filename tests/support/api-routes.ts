/** Finds the route that serves an address, as Kit would, so that tests can speak of addresses alone. */
import type { Endpoint } from '$lib/server/http';
import { call, type CallAnswer, type CallOptions } from './call-endpoint';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Module = Partial<Record<Method, Endpoint>>;

const modules = import.meta.glob<Module>([
    '/src/routes/api/**/+server.ts',
    '/src/routes/oauth/**/+server.ts',
]);

/** Every API route: its pattern as `/api/v1/statuses/[id]`, and how to load it. */
export const apiRoutes = Object.entries(modules).map(([file, load]) => {
    const pattern = file
        .replace(/^\/src\/routes/, '')
        .replace(/\/\+server\.ts$/, '')
        .replace(/\/\([^)]*\)/g, '');
    const segments = pattern
        .split('/')
        .map((part) => /^\[([^\]=]+)(?:=\w+)?\]$/.exec(part)?.[1] ?? { text: part });
    return { pattern, segments, load };
});

/** The route of a path; a fixed segment wins over a parameter, as in Kit. */
export function findRoute(path: string) {
    const parts = path.split('/').map(decodeURIComponent);
    return apiRoutes
        .filter(({ segments }) => segments.length === parts.length)
        .filter(({ segments }) =>
            segments.every((part, i) => typeof part === 'string' || part.text === parts[i]),
        )
        .sort((a, b) => parameterCount(a.segments) - parameterCount(b.segments))
        .map((route) => ({ ...route, params: paramsOf(route.segments, parts) }))[0];
}

type Segments = (typeof apiRoutes)[number]['segments'];

const parameterCount = (segments: Segments) => segments.filter((part) => typeof part === 'string').length;

function paramsOf(segments: Segments, parts: string[]): Record<string, string> {
    return Object.fromEntries(
        segments.flatMap((part, i) => (typeof part === 'string' ? [[part, parts[i] ?? '']] : [])),
    );
}

/** Asks the route that serves `path`. Fails the test where there is none. */
export async function ask<T = unknown>(
    method: Method,
    path: string,
    options: Omit<CallOptions, 'path' | 'method' | 'params'> = {},
): Promise<CallAnswer<T>> {
    const route = findRoute(path.split('?')[0] ?? '');
    const handler = route && (await route.load())[method];
    if (!handler) throw new Error(`No route serves ${method} ${path}`);
    return call<T>(handler, { ...options, method, path, params: route.params });
}
