import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { Uploads } from './uploads.svelte';

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
const settled = () => new Promise((settle) => setTimeout(settle));
let uploads: Uploads;
let arrived: MediaAttachment[] = [];
const onarrived = (media: MediaAttachment) => arrived.push(media);

beforeEach(() => {
    sent = [];
    arrived = [];
    uploads = new Uploads();
    vi.stubGlobal('XMLHttpRequest', Sending);
});
afterEach(() => void vi.unstubAllGlobals());

test('a file tells its progress until it has arrived', async () => {
    uploads.add('draft', aFile(), onarrived);
    await settled();
    sent[0]?.upload.onprogress?.({ loaded: 5, total: 10 });
    expect(uploads.of('draft')).toMatchObject([{ progress: 0.5, error: null }]);
    expect(uploads.of('another')).toEqual([]);
    sent[0]?.answer(200, { id: '1' });
    await settled();
    expect(uploads.of('draft')).toEqual([]);
    expect(arrived).toEqual([{ id: '1' }]);
});

test('files arrive in the order in which they were chosen', async () => {
    uploads.add('draft', aFile(), onarrived);
    uploads.add('draft', aFile(), onarrived);
    await settled();
    expect(sent).toHaveLength(1);
    sent[0]?.answer(200, { id: '1' });
    await settled();
    sent[1]?.answer(200, { id: '2' });
    await settled();
    expect(arrived).toEqual([{ id: '1' }, { id: '2' }]);
});

test('a file that was refused says why, holds up no other, and can be sent again', async () => {
    uploads.add('draft', aFile(), onarrived);
    uploads.add('draft', aFile(), onarrived);
    await settled();
    sent[0]?.answer(422, { error: 'Too many pixels' });
    await settled();
    sent[1]?.answer(200, { id: '1' });
    await settled();
    const [upload] = uploads.of('draft');
    expect(upload?.error).toMatchObject({ status: 422, message: 'Too many pixels' });
    uploads.retry(upload?.id ?? -1);
    expect(uploads.of('draft')).toMatchObject([{ progress: 0, error: null }]);
    await settled();
    sent[2]?.answer(200, { id: '2' });
    await settled();
    expect(arrived).toEqual([{ id: '1' }, { id: '2' }]);
});

test('a file that was taken away does not come back, whatever the server says', async () => {
    uploads.add('draft', aFile(), onarrived);
    uploads.add('draft', aFile(), onarrived);
    await settled();
    uploads.remove(uploads.of('draft')[0]?.id ?? -1);
    sent[0]?.answer(200, { id: '3' });
    uploads.removeOf('draft');
    await settled();
    expect(uploads.of('draft')).toEqual([]);
    expect(arrived).toEqual([]);
});
