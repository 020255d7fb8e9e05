import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { uploadResumably } from './upload-resumably';

/** A server that keeps what comes, and breaks off when told to. */
let kept: number;
let length: number;
let asked: string[];
/** What happens to requests, in order; the rest is taken. */
let accidents: ('cut' | 'lost' | number | undefined)[];

class Sending {
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    status = 0;
    response: unknown = null;
    #method = '';
    #headers: Record<string, string> = {};
    #answer: Record<string, string> = {};
    open(method: string) {
        this.#method = method;
    }
    setRequestHeader(name: string, value: string) {
        this.#headers[name] = value;
    }
    getResponseHeader(name: string) {
        return this.#answer[name] ?? null;
    }
    send(body?: Blob) {
        asked.push(`${this.#method}${body ? ` ${this.#headers['Upload-Offset']}+${body.size}` : ''}`);
        queueMicrotask(() => this.#arrive(body));
    }
    abort() {
        this.onabort?.();
    }
    #arrive(body?: Blob) {
        const accident = this.#method === 'DELETE' ? undefined : accidents.shift();
        if (typeof accident === 'number') return this.#respond(accident, { error: 'No' });
        if (asked.at(-1) === 'HEAD' && length === 0) return this.#respond(404, { error: 'Not here' });
        if (body) kept += accident === 'cut' ? 1_000_000 : body.size;
        if (accident) return this.onerror?.();
        if (this.#method === 'POST') {
            length = Number(this.#headers['Upload-Length']);
            this.#answer = { Location: '/api/atoll/v1/uploads/x' };
        } else this.#answer = { 'Upload-Offset': String(kept) };
        this.upload.onprogress?.({ loaded: 1, total: 1 });
        const isWhole = this.#method === 'PATCH' && kept === length;
        this.#respond(isWhole ? 202 : this.#method === 'POST' ? 201 : 204, isWhole ? { id: '1' } : null);
    }
    #respond(status: number, response: unknown) {
        Object.assign(this, { status, response });
        this.onload?.();
    }
}

const film = () => new Blob([new Uint8Array(7_000_000)]);
let progress: number[];
let cancel: AbortController;
const upload = (pauses = [0, 0, 0]) =>
    uploadResumably(film(), { onprogress: (part) => progress.push(part), signal: cancel.signal }, pauses);

beforeEach(() => {
    [kept, length, asked, accidents, progress] = [0, 0, [], [], []];
    cancel = new AbortController();
    vi.stubGlobal('XMLHttpRequest', Sending);
});
afterEach(() => void vi.unstubAllGlobals());

describe('a long file', () => {
    test('is sent in parts, and told of as it goes', async () => {
        expect(await upload()).toEqual({ id: '1' });
        expect(asked).toEqual(['POST', 'PATCH 0+3000000', 'PATCH 3000000+3000000', 'PATCH 6000000+1000000']);
        expect(progress.map((part) => Math.round(part * 100))).toEqual([43, 86, 100]);
    });

    test('goes on from what arrived where the connection was cut', async () => {
        accidents = [undefined, undefined, 'cut'];
        expect(await upload()).toEqual({ id: '1' });
        expect(asked).toEqual([
            'POST',
            'PATCH 0+3000000',
            'PATCH 3000000+3000000',
            'HEAD',
            'PATCH 4000000+3000000',
        ]);
    });

    test('whose last answer was lost is asked for once more', async () => {
        accidents = [undefined, undefined, undefined, 'lost'];
        expect(await upload()).toEqual({ id: '1' });
        expect(asked.slice(-2)).toEqual(['HEAD', 'PATCH 7000000+0']);
    });

    test('waits for a server that starts anew, and for one that is away for a while', async () => {
        accidents = [503, undefined, 'lost', 'lost', 502];
        expect(await upload()).toEqual({ id: '1' });
    });

    test('goes on where the page of an earlier visit ended, and begins anew where the server forgot it', async () => {
        const sent = (begunAt: string) =>
            uploadResumably(film(), {
                ...{ begunAt, onprogress: () => {}, signal: cancel.signal },
                onbegun: (path) => begun.push(path),
            });
        const begun: string[] = [];
        [kept, length] = [3_000_000, 7_000_000];
        expect(await sent('/api/atoll/v1/uploads/earlier')).toEqual({ id: '1' });
        expect(asked).toEqual(['HEAD', 'PATCH 3000000+3000000', 'PATCH 6000000+1000000']);
        [kept, length, asked] = [0, 0, []];
        expect(await sent('/api/atoll/v1/uploads/forgotten')).toEqual({ id: '1' });
        expect(asked.slice(0, 3)).toEqual(['HEAD', 'POST', 'PATCH 0+3000000']);
        expect(begun).toEqual(['/api/atoll/v1/uploads/earlier', '/api/atoll/v1/uploads/x']);
    });

    test('that gets no further fails in the end', async () => {
        accidents = Array<'lost'>(20).fill('lost');
        await expect(upload()).rejects.toThrow('cannot be reached');
    });

    test.each([413, 422, 507])('that is refused (%i) is not sent again', async (status) => {
        accidents = [undefined, status];
        await expect(upload()).rejects.toMatchObject({ status });
        expect(asked).toEqual(['POST', 'PATCH 0+3000000']);
    });

    test('that is cancelled is forgotten by the server', async () => {
        accidents = [undefined, 503];
        const uploading = upload([60_000]);
        await vi.waitFor(() => expect(asked).toContain('PATCH 0+3000000'));
        cancel.abort();
        await expect(uploading).rejects.toThrow('Cancelled');
        expect(asked.at(-1)).toBe('DELETE');
    });
});

test('a short file is sent at once', async () => {
    accidents = [422];
    const short = uploadResumably(new Blob(['x']), { onprogress: () => {}, signal: cancel.signal });
    await expect(short).rejects.toMatchObject({ status: 422 });
    expect(asked).toHaveLength(1);
});
