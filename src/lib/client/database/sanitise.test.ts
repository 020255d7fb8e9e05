import { expect, test } from 'vitest';
import { safePicture, safeUrl } from './sanitise';

test('a link leads to the web or within this site, and nowhere else', () => {
    expect(safeUrl('https://a.test/b')).toBe('https://a.test/b');
    expect(safeUrl('/@ana')).toBe('/@ana');
    for (const evil of [
        'javascript:alert(1)',
        'data:text/html,x',
        '//a.test',
        'vbscript:x',
        'data:image/svg+xml,x',
    ])
        expect(safeUrl(evil)).toBe('');
});

test('a picture may be embedded, a page may not', () => {
    expect(safePicture('data:image/svg+xml,x')).toBe('data:image/svg+xml,x');
    expect(safePicture('data:text/html,x')).toBe('');
    expect(safePicture('javascript:alert(1)')).toBe('');
});
