import { expect, test } from 'vitest';
import { isChannel } from './streaming';

test('the named channels, lists and hashtags are channels', () => {
    for (const channel of ['user', 'user:notification', 'public:remote', 'list:12', 'hashtag:日本語'])
        expect(isChannel(channel)).toBe(true);
});

test('anything else is not a channel', () => {
    for (const value of [
        '',
        'users',
        'list:',
        'list:x',
        'hashtag:',
        'hashtag:a b',
        'hashtag:' + 'a'.repeat(300),
        7,
        null,
    ])
        expect(isChannel(value)).toBe(false);
});
