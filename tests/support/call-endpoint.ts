/** Calls a route's handler in process, with a request as a client would send it. */
import type { RequestEvent } from '@sveltejs/kit';
import { expect } from 'vitest';
import { config } from '$lib/server/config';
import type { Endpoint } from '$lib/server/http';
import { hasOpenApi, violations } from './openapi';

export interface CallOptions {
    params?: Record<string, string>;
    /** Path with query, as it would be asked for. */
    path?: string;
    method?: string;
    token?: string;
    /** Sent as JSON. */
    json?: unknown;
    /** Sent as a form. */
    form?: Record<string, string> | [string, string][];
    headers?: Record<string, string>;
    body?: BodyInit;
}

/** The answer, with its JSON already read; other content as text. */
export interface CallAnswer<T> {
    status: number;
    headers: Headers;
    body: T;
}

/**
 * `await call(POST, { token, path: '/api/v1/statuses', json: { status: 'Hello' } })`. With a path, the answer is held
 * against the description of the Mastodon API, where that is present.
 */
export async function call<T = unknown>(
    handler: Endpoint,
    options: CallOptions = {},
): Promise<CallAnswer<T>> {
    const url = new URL(options.path ?? '/api/test', config().origin);
    const headers = new Headers(options.headers);
    if (options.token) headers.set('Authorization', `Bearer ${options.token}`);
    let body = options.body;
    if (options.json !== undefined) {
        headers.set('Content-Type', 'application/json');
        body = JSON.stringify(options.json);
    } else if (options.form) body = new URLSearchParams(options.form);
    const request = new Request(url, {
        method: options.method ?? (body === undefined ? 'GET' : 'POST'),
        headers,
        body,
        ...(body instanceof ReadableStream && { duplex: 'half' }),
    });
    const event = {
        request,
        url,
        params: options.params ?? {},
        locals: { requestId: 'test' },
        getClientAddress: () => '127.0.0.1',
        cookies: {
            get: () => undefined,
            set: () => {},
            delete: () => {},
            getAll: () => [],
            serialize: () => '',
        },
        fetch,
        setHeaders: () => {},
        platform: undefined,
        route: { id: null },
        isDataRequest: false,
        isSubRequest: false,
        isRemoteRequest: false,
        tracing: { enabled: false },
    } as unknown as RequestEvent;
    const response = await handler(event);
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? true;
    const answer: unknown = text ? (isJson ? JSON.parse(text) : text) : undefined;
    if (hasOpenApi && options.path)
        expect(violations(request.method, url.pathname, response.status, answer)).toEqual([]);
    return { status: response.status, headers: response.headers, body: answer as T };
}
