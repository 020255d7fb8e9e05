import { expect, test } from 'vitest';
import type { EmojiReaction } from '$lib/mastodon-api/entities';
import { withReactions } from './with-reactions';

const emoji = (name: string) => ({ name, url: null, static_url: null });
const fish: EmojiReaction = { ...emoji('🐠'), count: 2, me: false };

test('an emoji that is put under a post counts at once, and a new one stands at the end', () => {
    const after = withReactions(
        [fish],
        [
            { emoji: emoji('🐠'), on: true },
            { emoji: emoji('🎉'), on: true },
        ],
    );
    expect(after).toEqual([
        { ...fish, count: 3, me: true },
        { ...emoji('🎉'), count: 1, me: true },
    ]);
});

test('an emoji that is taken back is counted once less, and is gone with its last', () => {
    const mine = { ...fish, me: true };
    expect(withReactions([mine], [{ emoji: emoji('🐠'), on: false }])).toEqual([{ ...fish, count: 1 }]);
    expect(withReactions([{ ...mine, count: 1 }], [{ emoji: emoji('🐠'), on: false }])).toEqual([]);
});

test('what the server knows already changes nothing', () => {
    expect(withReactions([{ ...fish, me: true }], [{ emoji: emoji('🐠'), on: true }])).toEqual([
        { ...fish, me: true },
    ]);
    expect(withReactions([fish], [{ emoji: emoji('🎉'), on: false }])).toEqual([fish]);
});
