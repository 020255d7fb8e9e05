import { expect, test } from 'vitest';
import { previewHtml } from './preview-html';

test('the preview links names and hashtags, and whatever else was written stays text', () => {
    const html = previewHtml('@bo <b>hi</b> #Tide\n\n& bye', []);
    expect(html).toContain('href="/@bo"');
    expect(html).toContain('href="/tags/tide"');
    expect(html).toContain('&lt;b&gt;hi&lt;/b&gt;');
    expect(html).toContain('<p>&amp; bye</p>');
});
