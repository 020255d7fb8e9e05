import { expect, test } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { awaitedMedia, awaitsMedia, isAwaited, kindOf, withArrived } from './awaited-media';
import { dueRows } from './queue';
import { newRow, type Operation } from './row';

const film = awaitedMedia('file-a', { type: 'video/mp4' });
const arrived: MediaAttachment = { ...film, id: '7', url: '/media/7.mp4' };
const picture: MediaAttachment = { ...film, id: '5', type: 'image', url: '/media/5.webp' };
const post: Operation = {
    type: 'post',
    target: null,
    payload: { status: 'Look', media_ids: ['5', 'file-a'] },
    media: [picture, film],
};
const row = newRow(post, { seq: 1, now: 0 });

test('a file of the device can be told from one of the server', () => {
    expect([film, arrived].map(isAwaited)).toEqual([true, false]);
    expect(film.type).toBe('video');
    expect(kindOf('')).toBe('unknown');
});

test('a post waits for its media, and is due once they are ready, in their order', () => {
    expect(awaitsMedia(row)).toBe(true);
    expect(dueRows([row], 1)).toEqual([]);
    const ready = withArrived(row, 'file-a', arrived);
    expect(ready).toMatchObject({ media: [picture, arrived], payload: { media_ids: ['5', '7'] } });
    expect(dueRows([ready], 1)).toEqual([ready]);
});

test('changes to a post wait for theirs, with the words said about them', () => {
    const edit = newRow(
        {
            type: 'edit',
            target: '1',
            payload: {
                form: {
                    status: 'Look',
                    media_ids: ['file-a'],
                    media_attributes: [{ id: 'file-a', description: 'A boat', focus: '0,0' }],
                },
                draftId: 'd',
                media: [film],
            },
        },
        { seq: 1, now: 0 },
    );
    expect(dueRows([edit], 1)).toEqual([]);
    expect(withArrived(edit, 'file-a', arrived).payload).toMatchObject({
        form: { media_ids: ['7'], media_attributes: [{ id: '7', description: 'A boat' }] },
    });
});

test('a row that shows something else stays as it is', () => {
    expect(withArrived(row, 'file-b', arrived)).toBe(row);
});
