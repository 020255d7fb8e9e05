import { describe, expect, it } from 'vitest';
import { escapeHtml, htmlToText, mentionKey, renderStatusHtml } from '.';

const mentions = new Map([
    ['ada', { url: 'https://here.example/@ada', username: 'ada' }],
    ['bob@other.example', { url: 'https://other.example/@Bob', username: 'Bob' }],
]);
const hashtagUrl = (id: string) => `https://here.example/tags/${encodeURIComponent(id)}`;

describe('a post as HTML', () => {
    it('has paragraphs and line breaks, and no raw newline', () => {
        expect(renderStatusHtml(' one\ntwo\r\n\r\nthree\n\n\n\nfour\n')).toBe(
            '<p>one<br />two</p><p>three</p><p>four</p>',
        );
        expect(renderStatusHtml(' \n ')).toBe('');
    });

    it('escapes what is not markup of ours', () => {
        expect(renderStatusHtml('<script>"1" & \'2\'</script>')).toBe(
            '<p>&lt;script&gt;&quot;1&quot; &amp; &#39;2&#39;&lt;/script&gt;</p>',
        );
    });

    it('marks up the people it found and leaves others as text', () => {
        expect(renderStatusHtml('@ADA @Bob@other.example @nobody', { mentions })).toBe(
            '<p><span class="h-card" translate="no"><a href="https://here.example/@ada" class="u-url mention">@<span>ada</span></a></span> ' +
                '<span class="h-card" translate="no"><a href="https://other.example/@Bob" class="u-url mention">@<span>Bob</span></a></span> ' +
                '@nobody</p>',
        );
        expect(mentionKey({ username: 'Bob', host: 'Other.Example' })).toBe('bob@other.example');
    });

    it('marks up hashtags as they were written', () => {
        expect(renderStatusHtml('#Café', { hashtagUrl })).toBe(
            '<p><a href="https://here.example/tags/cafe" class="mention hashtag" rel="tag">#<span>Café</span></a></p>',
        );
    });

    it('shows links short and keeps them whole', () => {
        expect(renderStatusHtml('https://www.example.com/abc')).toBe(
            '<p><a href="https://www.example.com/abc" rel="nofollow noopener" target="_blank" translate="no">' +
                '<span class="invisible">https://www.</span><span class="">example.com/abc</span><span class="invisible"></span></a></p>',
        );
        const long = renderStatusHtml('https://example.com/abcdefghijklmnopqrstuvwxyz?a=1&b=2');
        expect(long).toContain(
            '<span class="ellipsis">example.com/abcdefghijklmnopqr</span><span class="invisible">stuvwxyz?a=1&amp;b=2</span>',
        );
        expect(long).toContain('href="https://example.com/abcdefghijklmnopqrstuvwxyz?a=1&amp;b=2"');
    });

    it('cuts nothing for a single character', () => {
        const url = `https://${'a'.repeat(27)}.com`;
        expect(renderStatusHtml(url)).toContain(`<span class="">${'a'.repeat(27)}.com</span>`);
    });

    it('never splits a character that takes two units', () => {
        const html = renderStatusHtml(`https://e.example/${'𝒳'.repeat(40)}`);
        expect(html.isWellFormed()).toBe(true);
    });

    it('leaves custom emoji to the client', () => {
        expect(renderStatusHtml(':wave:')).toBe('<p>:wave:</p>');
    });
});

describe('the text of HTML', () => {
    it('keeps paragraphs, breaks and list items apart', () => {
        expect(htmlToText('<p>one<br />two</p><p>three</p><ul><li>a</li><li>b</li></ul>')).toBe(
            'one\ntwo\n\nthree\n\na\nb',
        );
    });

    it('decodes entities and drops tags', () => {
        expect(
            htmlToText('<p>&lt;b&gt; &amp; <b class="x">&#x1F600;</b> &#39;&quot;&unknown; &#0;&#xd800;</p>'),
        ).toBe('<b> & 😀 \'"&unknown; \ufffd\ufffd');
    });

    it('is what the post said', () => {
        const text = 'Hi @ada & <all>\n\nsee https://example.com/abcdefghijklmnopqrstuvwxyz?a=1&b=2 #Café';
        expect(htmlToText(renderStatusHtml(text, { mentions, hashtagUrl }))).toBe(text);
    });

    it('does not read scripts, styles or comments', () => {
        expect(htmlToText('a<script>b<p></script>c<style>d</style>e<!-- > f -->g')).toBe('aceg');
    });

    it.each(['<a', '<', '<!--', '&#', '<script>', '</p>', '&lt;', '<p>'])(
        'of 100 kB of %j is found at once, not in minutes',
        (unit) => {
            const html = unit.repeat(100_000 / unit.length);
            const started = performance.now();
            htmlToText(html);
            expect(performance.now() - started).toBeLessThan(2_000);
        },
    );
});

it('escaped text holds neither markup nor an end of an attribute', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
});
