import { expect, test } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { previewTags } from './preview-tags';

const film: MediaAttachment = {
    id: '1',
    type: 'video',
    url: '/film.mp4',
    preview_url: '/still.webp',
    remote_url: null,
    meta: { original: { width: 640, height: 360 }, small: { width: 320, height: 180 } },
    description: 'A boat',
    blurhash: null,
};
const told = (given: Parameters<typeof previewTags>[0]) =>
    Object.fromEntries(previewTags(given).map(({ property, content }) => [property, content]));

test('a film is told with its still, its size and its words', () => {
    expect(told({ image: '/avatar.webp', media: film })).toEqual({
        'og:image': '/still.webp',
        'og:image:width': '320',
        'og:image:height': '180',
        'og:image:alt': 'A boat',
        'twitter:card': 'summary_large_image',
        'og:video': '/film.mp4',
        'og:video:type': 'video/mp4',
        'og:video:width': '640',
        'og:video:height': '360',
    });
});

test('a sound without a cover leaves the picture to the page', () => {
    const sound: MediaAttachment = { ...film, type: 'audio', url: '/a.mp3', preview_url: null, meta: null };
    expect(told({ image: '/avatar.webp', media: sound })).toEqual({
        'og:image': '/avatar.webp',
        'og:audio': '/a.mp3',
    });
});

test('without media there is the picture of the page, or nothing', () => {
    expect(told({ image: '/avatar.webp' })).toEqual({ 'og:image': '/avatar.webp' });
    expect(told({})).toEqual({});
});
