import { afterEach, expect, test, vi } from 'vitest';

vi.mock('$lib/paraglide/words-files', () => ({
    baseLocale: 'en',
    wordsFiles: { en: '/en.json', ar: '/ar.json' },
}));
vi.stubEnv('DEV', false);
const { loadWords, say, sayer } = await import('./words');

const FILES: Record<string, unknown> = {
    '/en.json': ['Close', 'Edit {name} of {name}', ['count', { one: 'One post', other: '{count} posts' }]],
    '/ar.json': [
        'إغلاق',
        'تعديل {name}',
        [
            'count',
            {
                zero: 'صفر',
                one: 'واحد',
                two: 'اثنان',
                few: 'قليل {count}',
                many: 'كثير {count}',
                other: '{count}',
            },
        ],
    ],
};
const get = (url: string) => Promise.resolve(Response.json(FILES[url]));

afterEach(() => loadWords('en', get));

test('a message is told by its number, with every place filled and texts that look like places left alone', async () => {
    await loadWords('en', get);
    expect(say(0)).toBe('Close');
    expect(say(1, { name: '{count} $& $1' })).toBe('Edit {count} $& $1 of {count} $& $1');
    expect(sayer(1)({ name: 'Ana' })).toBe('Edit Ana of Ana');
});

test('each language counts by its own forms', async () => {
    await loadWords('en', get);
    expect([1, 0, 5].map((count) => say(2, { count }))).toEqual(['One post', '0 posts', '5 posts']);
    await loadWords('ar', get);
    expect([0, 1, 2, 3, 11, 100].map((count) => say(2, { count }))).toEqual([
        'صفر',
        'واحد',
        'اثنان',
        'قليل 3',
        'كثير 11',
        '100',
    ]);
});

test('a language whose words do not come leaves those that are there', async () => {
    await loadWords('en', get);
    await expect(loadWords('ar', () => Promise.resolve(new Response('', { status: 500 })))).rejects.toThrow();
    expect(say(0)).toBe('Close');
});
