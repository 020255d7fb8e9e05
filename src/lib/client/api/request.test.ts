import { describe, expect, test } from 'vitest';
import { ApiError, isTransient, NetworkError } from './errors';
import { request, requestPage, type Fetch } from './request';

/** A fetch that answers as told and remembers what it was asked. */
function answering(answer: () => Response | Promise<Response>) {
    const asked: { url: string; init: RequestInit }[] = [];
    const fetch: Fetch = async (url, init) => {
        asked.push({ url: String(url), init: init ?? {} });
        return answer();
    };
    return { fetch, asked };
}

describe('a request', () => {
    test('writes arrays as name[] and leaves out what is not set', async () => {
        const { fetch, asked } = answering(() => Response.json([]));
        await request(fetch, 'GET', '/api/x', { query: { id: ['1', '2'], q: 'a b', limit: undefined } });
        expect(decodeURIComponent(asked[0]?.url ?? '')).toBe('/api/x?id[]=1&id[]=2&q=a+b');
    });

    test('sends the session only to our own origin', async () => {
        const { fetch, asked } = answering(() => Response.json({}));
        await request(fetch, 'POST', '/api/x', { body: { a: 1 } });
        expect(asked[0]?.init).toMatchObject({ credentials: 'same-origin', body: '{"a":1}' });
    });

    test('follows a page link by its path, whatever host it names', async () => {
        const { fetch } = answering(() =>
            Response.json(['x'], {
                headers: { link: '<https://elsewhere.example/api/x?max_id=5>; rel="next"' },
            }),
        );
        expect(await requestPage(fetch, '/api/x')).toEqual({
            items: ['x'],
            next: '/api/x?max_id=5',
            prev: null,
        });
    });

    test('a refusal tells its status, its words and when to come back', async () => {
        const { fetch } = answering(() =>
            Response.json({ error: 'Slow down' }, { status: 429, headers: { 'retry-after': '30' } }),
        );
        const error = await request(fetch, 'GET', '/api/x').catch((e: unknown) => e);
        expect(error).toBeInstanceOf(ApiError);
        expect(error).toMatchObject({ status: 429, message: 'Slow down' });
        expect((error as ApiError).retryAt?.getTime()).toBeGreaterThan(Date.now() + 25_000);
        expect(isTransient(error)).toBe(true);
    });

    test('a page of HTML from something between is no ApiError body', async () => {
        const { fetch } = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
        await expect(request(fetch, 'GET', '/api/x')).rejects.toMatchObject({ status: 502, body: null });
    });

    test('no answer and half an answer are network errors', async () => {
        const dead = answering(() => Promise.reject(new TypeError('failed to fetch')));
        await expect(request(dead.fetch, 'GET', '/api/x')).rejects.toBeInstanceOf(NetworkError);
        const cut = answering(() => new Response('{"id": "1', { status: 200 }));
        await expect(request(cut.fetch, 'GET', '/api/x')).rejects.toBeInstanceOf(NetworkError);
    });

    test('an answer of 422 is not worth repeating', () => {
        expect(isTransient(new ApiError(422, null))).toBe(false);
    });

    test('who cancels a request hears of their own cancelling', async () => {
        const controller = new AbortController();
        const { fetch } = answering(() => {
            controller.abort();
            return Promise.reject(new DOMException('aborted', 'AbortError'));
        });
        await expect(request(fetch, 'GET', '/x', { signal: controller.signal })).rejects.toMatchObject({
            name: 'AbortError',
        });
    });
});
