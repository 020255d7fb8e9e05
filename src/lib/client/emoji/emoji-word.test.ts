import { expect, test } from 'vitest';
import { apart, emojiWordAt } from './emoji-word';

const typed = (text: string) => emojiWordAt(text, text.length);

test('a shortcode is completed from its second letter on, until it is closed', () => {
    expect(typed('hi :bl')).toEqual({ query: 'bl', start: 3, end: 6, closed: false });
    expect(typed('(:+1')).toMatchObject({ query: '+1' });
    expect(typed(':blob_cat:')).toMatchObject({ query: 'blob_cat', closed: true });
    expect(typed('Grüße :grü')).toMatchObject({ query: 'grü' });
});

test('is not in a time, an address, a lone colon, or before the caret', () => {
    for (const text of ['10:30', 'https://a', ':', ':b', 'a::bc', ':blob: ', 'Note:this'])
        expect(typed(text), text).toBeUndefined();
    expect(emojiWordAt(':blob later', 11)).toBeUndefined();
});

test('a shortcode is kept apart from letters, a character stands where it is put', () => {
    expect(apart('a', ':b:', 'c')).toBe(' :b: ');
    expect(apart('a ', ':b:', ' c')).toBe(':b:');
    expect(apart(':a:', ':b:', '')).toBe(' :b:');
    expect(apart('a', '🎉', 'c')).toBe('🎉');
});
