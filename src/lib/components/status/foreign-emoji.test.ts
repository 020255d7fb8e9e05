import { expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { foreignEmojiOf } from './foreign-emoji';

const emoji = (shortcode: string) => ({
    shortcode,
    url: `/${shortcode}`,
    static_url: '/s',
    visible_in_picker: false,
});
const post = (acct: string) =>
    ({
        account: { acct, emojis: [emoji('name')] },
        emojis: [emoji('text'), emoji('name')],
        emoji_reactions: [
            { name: '🎉', count: 1, me: false, url: null, static_url: null },
            { name: 'under', count: 1, me: false, url: '/under', static_url: null },
        ],
    }) as unknown as Status;

test('what may be taken over of a post stands in its text, its author’s name and under it, each once', () => {
    expect(foreignEmojiOf(post('rita@elsewhere.example')).map(({ shortcode }) => shortcode)).toEqual([
        'text',
        'name',
        'under',
    ]);
    expect(foreignEmojiOf(post('ana'))).toEqual([]);
});
