import { describe, expect, test } from 'vitest';
import { sanitizeStatusHtml } from '../../activitypub/sanitize-html';
import { composedText } from './composed-text';

const options = {
    mentions: new Map([['a_b_c', { url: 'https://here.example/@a_b_c', username: 'a_b_c' }]]),
    hashtagUrl: (id: string) => `https://here.example/tags/${id}`,
};
const read = (text: string) => composedText({ text, contentType: 'text/markdown' });
const html = (text: string) => read(text).html(options);
const tagsOf = (markup: string) => [...markup.matchAll(/<\/?([a-z0-9]+)/g)].map(([tag]) => tag);

describe('a post in Markdown', () => {
    test('has emphasis, code, quotations, lists, headings as strong text, and breaks without raw newlines', () => {
        expect(html('**a** *b* ~~c~~ `d`\ne\n\nf')).toBe(
            '<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code><br />e</p><p>f</p>',
        );
        expect(html('# Title\n> said\n\n- one\n- two\n\n3. three')).toBe(
            '<p><strong>Title</strong></p><blockquote><p>said</p></blockquote>' +
                '<ul><li>one</li><li>two</li></ul><ol start="3"><li>three</li></ol>',
        );
        expect(html('```js\na < b\n\n@a_b_c #no\n```')).toBe(
            '<pre><code>a &lt; b<br /><br />@a_b_c #no</code></pre>',
        );
    });

    test('finds people, hashtags and links by the grammar of every post, but not in code', () => {
        const text =
            'Hi @a_b_c and @x_y_z #Snake_case_tag https://x.example/_a_/*b* `@no #no https://no.example`';
        const { mentions, hashtags } = read(text);
        expect(mentions.map(({ username }) => username)).toEqual(['a_b_c', 'x_y_z']);
        expect(hashtags.map(({ name }) => name)).toEqual(['Snake_case_tag']);
        expect(html(text)).toContain('class="u-url mention">@<span>a_b_c</span></a></span> and @x_y_z <a');
        expect(html(text)).toContain('href="https://x.example/_a_/*b"');
        expect(html(text)).toContain('<code>@no #no https://no.example</code>');
    });

    test('links to the web by name, to nothing else', () => {
        expect(html('[a *name*](https://x.example "title")')).toBe(
            '<p><a href="https://x.example" rel="nofollow noopener" target="_blank">a <em>name</em></a></p>',
        );
        expect(html('[https://a.example](https://b.example)')).toBe(
            '<p><a href="https://b.example" rel="nofollow noopener" target="_blank">https://a.example</a></p>',
        );
        for (const address of [
            'javascript:alert(1)',
            'data:text/html,x',
            '//x.example',
            '/path',
            'vbscript:x',
        ])
            expect(html(`[x](${address})`), address).not.toContain('<a');
        expect(html('![alt](https://x.example/a.png)')).not.toContain('<img');
    });

    test.each([
        '<script>alert(1)</script> <b onclick=x>y</b> <img src=x onerror=alert(1)>',
        '[x](https://a.example/"onmouseover=alert(1))',
        '# # # a\n> > > > b\n\n* * * c',
        '<https://a.example/"><script>>',
        '~~~"><script>\n</code></pre><script>\n~~~',
        '@a_b_c"><script> #x<b>',
        '`</code><script>`',
    ])('holds no element that a post of others may not hold: %s', (text) => {
        const markup = html(text);
        expect(tagsOf(markup)).toEqual(tagsOf(sanitizeStatusHtml(markup)));
        expect(markup).not.toMatch(/<(script|img|b)\b|<[^>]*\son\w+=/i);
    });

    test.each(['*', '[', '](', '`', '> ', '- ', '_a', '**a', '[a](', '<http://', '@a_', '~~', '\\', '!['])(
        'of 10,000 characters of %j is read at once',
        (unit) => {
            const started = performance.now();
            html(unit.repeat(10_000 / unit.length));
            expect(performance.now() - started).toBeLessThan(2_000);
        },
    );
});

test('24: a plain post keeps what Markdown would take for its own', () => {
    const { html: plain } = composedText({ text: '*a* _b_\n# c', contentType: 'text/plain' });
    expect(plain({})).toBe('<p>*a* _b_<br /># c</p>');
});
