import { expect, test } from 'vitest';
import { attachProblem } from './attach-problem';

const MB = 1_000_000;
const limits = {
    statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
    media_attachments: {
        supported_mime_types: ['image/png', 'video/mp4', 'audio/mpeg'],
        image_size_limit: 2 * MB,
        image_matrix_limit: 1,
        video_size_limit: 5 * MB,
        video_frame_rate_limit: 1,
        video_matrix_limit: 1,
    },
};
const problem = (type: string, attached: string[] = [], size = 10) =>
    attachProblem(
        { type, size },
        attached.map((kind) => ({ type: kind })),
        limits,
    );

test('a film or a sound stands alone', () => {
    expect(problem('video/mp4')).toBeNull();
    expect(problem('video/mp4', ['image'])).toBe('alone');
    expect(problem('image/png', ['audio'])).toBe('alone');
});

test('four pictures are the most', () => {
    expect(problem('image/png', ['image', 'image', 'gifv'])).toBeNull();
    expect(problem('image/png', ['image', 'image', 'image', 'image'])).toBe('count');
});

test('what is too large, or of no use, is known before it is sent', () => {
    expect(problem('image/png', [], 3 * MB)).toBe('picture-size');
    expect(problem('video/mp4', [], 3 * MB)).toBeNull();
    expect(problem('audio/mpeg', [], 6 * MB)).toBe('film-size');
    expect(problem('text/plain')).toBe('type');
});

test('of what the device knows no type the server judges', () => expect(problem('')).toBeNull());
