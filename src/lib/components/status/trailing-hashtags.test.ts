import { expect, test } from 'vitest';
import { splitTrailingHashtags } from './trailing-hashtags';

const tag = (name: string) =>
    `<a href="https://a.example/tags/${name}" class="mention hashtag" rel="tag">#<span>${name}</span></a>`;
const tags = (...names: string[]) => `<p>${names.map(tag).join(' ')}</p>`;

test('hashtags that fill the end of a post are split off', () => {
    const end = tags('sea', 'sand', 'shell', 'moon');
    expect(splitTrailingHashtags(`<p>The tide</p>${end}`)).toEqual({
        text: '<p>The tide</p>',
        hashtags: end,
        count: 4,
    });
    expect(
        splitTrailingHashtags(
            `<p>A</p><p>B</p><p>${tag('a')}<br>${tag('b')}<br />${tag('c')} ${tag('d')}</p>`,
        )?.text,
    ).toBe('<p>A</p><p>B</p>');
});

test('a few of them, hashtags within a sentence, and a post of nothing else stay as they are', () => {
    for (const html of [
        `<p>The tide</p>${tags('sea', 'sand', 'shell')}`,
        `<p>The tide</p><p>I love ${tag('a')} ${tag('b')} ${tag('c')} ${tag('d')}</p>`,
        tags('sea', 'sand', 'shell', 'moon'),
        'The tide',
        '',
    ])
        expect(splitTrailingHashtags(html)).toBeNull();
});
