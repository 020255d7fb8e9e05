import { describe, expect, it } from 'vitest';
import { forOurPages, isLong } from './status-html';

const ana = { id: '1', username: 'ana', acct: 'ana@sea.example', url: 'https://sea.example/@ana?a=1&b=2' };
const tag = { name: 'Läufe', url: 'https://here.example/tags/L%C3%A4ufe' };
const blob = { shortcode: 'blob', url: 'https://e/blob.gif', static_url: 'https://e/blob.png' };
const none = { mentions: [], tags: [] };

describe('a status’s HTML on our pages', () => {
    it('leads mentions to our page of the person', () => {
        const html = `<a href="https://sea.example/@ana?a=1&amp;b=2" class="u-url mention" rel="tag">@ana</a>`;
        expect(forOurPages(html, { mentions: [ana], tags: [] }, [])).toBe(
            '<a href="/@ana@sea.example" class="u-url mention">@ana</a>',
        );
    });

    it('leads hashtags to our page of the tag, known or not', () => {
        expect(
            forOurPages(`<a href="${tag.url}" class="hashtag">#x</a>`, { mentions: [], tags: [tag] }, []),
        ).toBe('<a href="/tags/L%C3%A4ufe" class="hashtag">#x</a>');
        expect(forOurPages('<a class="mention hashtag" href="https://b/tags/cat">#cat</a>', none, [])).toBe(
            '<a href="/tags/cat" class="mention hashtag">#cat</a>',
        );
    });

    it('opens every other link beside the app without telling where it came from', () => {
        expect(forOurPages('<a href="https://a.example/">a</a>', none, [])).toBe(
            '<a href="https://a.example/" target="_blank" rel="nofollow noopener noreferrer">a</a>',
        );
    });

    it('keeps an address that only pretends to be a hashtag outside', () => {
        expect(forOurPages('<a class="hashtag" href="javascript:alert(1)">#x</a>', none, [])).not.toContain(
            'href="/tags/alert',
        );
    });

    it('shows emoji in text, never inside a tag', () => {
        const html = forOurPages('<a title=":blob:" href="https://a/">:blob:</a>', none, [blob]);
        expect(html.match(/<img/g)).toHaveLength(1);
        expect(html).toContain('title=":blob:" ');
    });

    it('escapes what an emoji brings along', () => {
        const evil = { ...blob, url: 'https://e/"onerror="alert(1)' };
        expect(forOurPages(':blob:', none, [evil])).toContain('&quot;onerror=&quot;');
    });
});

describe('folding', () => {
    it('folds a wall of text and a tower of lines, not a toot', () => {
        expect(isLong('<p>short</p>')).toBe(false);
        expect(isLong(`<p>${'word '.repeat(300)}</p>`)).toBe(true);
        expect(isLong('<p>a<br>'.repeat(20))).toBe(true);
    });
});
