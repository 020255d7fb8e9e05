import { expect, test } from 'vitest';
import { namesOneThing } from './address';

test('addresses and whole handles name one thing; words, hashtags and short handles do not', () => {
    for (const one of [
        'https://other.example/@ana/1',
        'web+ap://a.example/n',
        '@ana@b.example',
        'bo@c.social ',
    ])
        expect([one, namesOneThing(one)]).toEqual([one, true]);
    for (const many of ['ana', '@ana', '#sea', 'mail me at x@y.org now', 'http://plain.example', 'a@b'])
        expect([many, namesOneThing(many)]).toEqual([many, false]);
});
