import { describe, expect, it } from 'vitest';
import { splitEmoji } from './split-emoji';

const blob = { shortcode: 'blob', url: 'https://e/blob.gif', static_url: 'https://e/blob.png' };

describe('splitting a text at its custom emoji', () => {
    it('leaves a text without emoji alone', () => {
        expect(splitEmoji('12:30 :blob:', [])).toEqual(['12:30 :blob:']);
    });

    it('cuts out known shortcodes and keeps unknown ones as text', () => {
        expect(splitEmoji('hi :blob: and :other:!', [blob])).toEqual(['hi ', blob, ' and :other:!']);
    });

    it('reads emoji that touch each other as text, as the server does', () => {
        expect(splitEmoji(':blob::blob:', [blob])).toEqual([':blob::blob:']);
    });

    it('does not take a bare word for a shortcode', () => {
        expect(splitEmoji('a blob b :', [blob])).toEqual(['a blob b :']);
    });
});
