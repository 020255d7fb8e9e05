import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { MemoryDatabase } from '../database/memory-database';
import { database, useDatabase } from '../database/open';
import { Uploads, type UploadListener } from './uploads.svelte';

/** The requests that were sent, as the browser would send them: there is none here. */
let sent: Sending[] = [];
class Sending {
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    status = 0;
    response: unknown = null;
    open() {}
    send() {
        sent.push(this);
    }
    abort() {
        this.onabort?.();
    }
    answer(status: number, response: unknown) {
        Object.assign(this, { status, response });
        this.onload?.();
    }
}

const aFile = () => new File(['a'], 'a.png', { type: 'image/png' });
const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((settle) => setTimeout(settle));
};
/** What the server answers when asked for a file, by its id there. */
const asked = new Map<string, () => Response>();
const ready = (id: string) => Response.json({ id, url: `/media/${id}` });
let uploads: Uploads;
let arrived: MediaAttachment[] = [];
let refusals: string[] = [];
const listener: UploadListener = {
    ready: async (_id, media) => void arrived.push(media),
    refused: async (_id, { message }) => void refusals.push(message),
};

beforeEach(async () => {
    [sent, arrived, refusals] = [[], [], []];
    asked.clear();
    vi.stubGlobal('XMLHttpRequest', Sending);
    vi.stubGlobal('fetch', async (url: string) => {
        const id = url.split('/').at(-1) ?? '';
        return asked.get(id)?.() ?? ready(id);
    });
    useDatabase(new MemoryDatabase());
    uploads = new Uploads();
    await uploads.start(listener);
});
afterEach(() => void vi.unstubAllGlobals());

test('a file tells its progress until it has arrived, and then is kept no more', async () => {
    const id = uploads.add(aFile());
    await settled();
    sent[0]?.upload.onprogress?.({ loaded: 5, total: 10 });
    expect(uploads.get(id)).toMatchObject({ phase: 'sending', progress: 0.5, error: null });
    expect(await database().ids('files')).toEqual([id]);
    sent[0]?.answer(200, { id: '1' });
    await settled();
    expect(uploads.get(id)).toBeUndefined();
    expect(arrived).toMatchObject([{ id: '1' }]);
    expect(await database().ids('files')).toEqual([]);
});

test('files are sent in the order in which they were chosen, and the next goes while the server works', async () => {
    asked.set('1', () => Response.json({ id: '1', url: null, progress: 0.4 }, { status: 206 }));
    const first = uploads.add(aFile());
    uploads.add(aFile());
    await settled();
    expect(sent).toHaveLength(1);
    sent[0]?.answer(202, { id: '1', url: null });
    await settled();
    expect(uploads.get(first)).toMatchObject({ phase: 'processing', progress: 0.4 });
    expect(sent).toHaveLength(2);
    sent[1]?.answer(200, { id: '2' });
    await settled();
    expect(arrived).toMatchObject([{ id: '2' }]);
    uploads.hear({ id: '1', state: 'processing', progress: 0.8 });
    expect(uploads.get(first)?.progress).toBe(0.8);
    asked.delete('1');
    uploads.hear({ id: '1', state: 'ready', progress: 1 });
    await settled();
    expect(arrived.map(({ id }) => id)).toEqual(['2', '1']);
});

test('a file that was refused says why, holds up no other, and can be sent again', async () => {
    const id = uploads.add(aFile());
    uploads.add(aFile());
    await settled();
    sent[0]?.answer(422, { error: 'Too many pixels' });
    await settled();
    sent[1]?.answer(200, { id: '1' });
    await settled();
    expect(uploads.get(id)?.error).toMatchObject({ status: 422, message: 'Too many pixels' });
    expect(refusals).toEqual(['Too many pixels']);
    uploads.retry(id);
    expect(uploads.get(id)).toMatchObject({ progress: 0, error: null });
    await settled();
    sent[2]?.answer(200, { id: '2' });
    await settled();
    expect(arrived).toMatchObject([{ id: '1' }, { id: '2' }]);
});

test('what the server could not make ready is sent anew when tried again', async () => {
    asked.set('1', () => Response.json({ error: 'The film is damaged' }, { status: 422 }));
    const id = uploads.add(aFile());
    await settled();
    sent[0]?.answer(202, { id: '1', url: null });
    await settled();
    expect(uploads.get(id)?.error).toMatchObject({ message: 'The film is damaged' });
    uploads.retry(id);
    await settled();
    expect(sent).toHaveLength(2);
});

test('what broke off goes on by itself once the server can be reached', async () => {
    const id = uploads.add(aFile());
    await settled();
    sent[0]?.onerror?.();
    await settled();
    expect(uploads.get(id)?.error).toMatchObject({ name: 'NetworkError' });
    expect(refusals).toEqual([]);
    uploads.hurry();
    await settled();
    sent[1]?.answer(200, { id: '1' });
    await settled();
    expect(arrived).toMatchObject([{ id: '1' }]);
});

test('a page that is opened again goes on with the files of the one that was closed', async () => {
    asked.set('1', () => Response.json({ id: '1', url: null }, { status: 206 }));
    const [processed, unsent] = [uploads.add(aFile()), uploads.add(aFile())];
    await settled();
    sent[0]?.answer(202, { id: '1', url: null });
    await settled();
    uploads.stop();
    asked.delete('1');
    const later = new Uploads();
    await later.start(listener);
    await settled();
    expect(later.get(processed)).toBeUndefined();
    expect(arrived).toMatchObject([{ id: '1' }]);
    expect(later.get(unsent)).toMatchObject({ phase: 'sending' });
    // The second file: once by the page that is gone, once by the new one.
    expect(sent).toHaveLength(3);
});

test('a file that was taken away does not come back, whatever the server says', async () => {
    const [first, second] = [uploads.add(aFile()), uploads.add(aFile())];
    await settled();
    uploads.remove(first);
    sent[0]?.answer(200, { id: '3' });
    uploads.removeOf([{ id: second }]);
    await settled();
    expect(uploads.of([{ id: first }, { id: second }])).toEqual([]);
    expect(arrived).toEqual([]);
    expect(await database().ids('files')).toEqual([]);
});
