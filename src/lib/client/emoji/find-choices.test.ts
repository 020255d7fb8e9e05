import { describe, expect, test } from 'vitest';
import { ownChoice, textOfChoice, unicodeChoice } from './emoji-choice';
import { findChoices } from './find-choices';
import { loadUnicodeEmoji, withoutTone, withTone } from './unicode-emoji';

const unicode = (await loadUnicodeEmoji('en')).map((emoji) => unicodeChoice(emoji, 0));
const german = (await loadUnicodeEmoji('de')).map((emoji) => unicodeChoice(emoji, 0));
const own = (shortcode: string, aliases: string[] = []) =>
    ownChoice({ shortcode, aliases, url: 'u', static_url: 's', visible_in_picker: true });
const names = (query: string, choices = unicode) => findChoices(choices, query, 8).map(({ name }) => name);

describe('an emoji is found', () => {
    test('by its shortcode first, then by its words, in the language of the interface', () => {
        expect(names('tada')[0]).toBe('🎉');
        expect(names('+1')[0]).toBe('👍');
        expect(names('crying')).toContain('😭');
        expect(names('weinen', german)).toContain('😭');
        expect(names('tada', german)[0]).toBe('🎉');
        expect(names('🎉')).toEqual(['🎉']);
        expect(names('no such thing')).toEqual([]);
    });

    test('by an alias, and by a part of its shortcode', () => {
        const choices = [own('blob_cat', ['kitty']), own('cat'), own('category')];
        expect(names('cat', choices)).toEqual(['cat', 'category', 'blob_cat']);
        expect(names('KIT', choices)).toEqual(['blob_cat']);
        expect(names('kit', [...choices, ...unicode])[0]).toBe('blob_cat');
        expect(names(':blob', choices)).toEqual(['blob_cat']);
        expect(names('lob', choices)).toEqual(['blob_cat']);
    });

    test('among thousands within a frame', () => {
        const many = [...Array.from({ length: 2_000 }, (_, n) => own(`emoji_${n}`)), ...unicode];
        findChoices(many, 'x', 8);
        const start = performance.now();
        for (let n = 0; n < 10; n++) findChoices(many, 'gri', 8);
        expect((performance.now() - start) / 10).toBeLessThan(16);
    });
});

test('every emoji that is offered is one to the server too, in every skin tone', async () => {
    const emojis = await loadUnicodeEmoji('en');
    expect(emojis.length).toBeGreaterThan(1_800);
    const one = /^\p{RGI_Emoji}$/v;
    const wrong = emojis
        .flatMap(({ character, hasTones }) => [character, ...(hasTones ? [withTone(character, 4)] : [])])
        .filter((text) => !one.test(text));
    expect(wrong).toEqual([]);
    expect(withTone('☝️', 1)).toBe('☝🏻');
    expect(withoutTone('☝🏻')).toBe(withoutTone('☝️'));
});

test('what is written for an emoji is the character, or the shortcode between colons', () => {
    expect(textOfChoice(own('blob'))).toBe(':blob:');
    expect(textOfChoice({ name: '🎉', url: null })).toBe('🎉');
});
