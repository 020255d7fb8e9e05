import { expect, test } from 'vitest';
import { checkDraft, type Draft } from './draft';

const member = { settings: {}, locale: 'de' };
const draft = (given: Partial<Draft>): Draft => ({ text: '', contentWarning: '', mediaIds: [], ...given });

test('what the draft leaves open follows from the settings, then from the language of the interface', () => {
    expect(checkDraft(draft({ text: 'Hi' }), member)).toMatchObject({
        visibility: 'public',
        sensitive: false,
        language: 'de',
    });
    const settings = { defaultVisibility: 'private', defaultSensitive: true, defaultLanguage: 'eo' } as const;
    expect(checkDraft(draft({ text: 'Hi' }), { ...member, settings })).toMatchObject({
        visibility: 'private',
        sensitive: true,
        language: 'eo',
    });
    const chosen = { text: 'Hi', visibility: 'direct', sensitive: false, language: 'fr' } as const;
    expect(checkDraft(draft(chosen), { ...member, settings })).toMatchObject(chosen);
});

test('a language that nobody chose is read from the text, where it is plain', () => {
    const text = 'Ce matin je suis allé sur la plage et nous avons trouvé une bouteille dans le sable';
    const languageOf = (given: Partial<Draft>, settings = {}) =>
        checkDraft(draft({ text, ...given }), { ...member, settings }).language;
    expect(languageOf({})).toBe('fr');
    expect(languageOf({}, { defaultLanguage: 'eo' })).toBe('eo');
    expect(languageOf({ language: 'en' })).toBe('en');
    expect(languageOf({ text: 'Bon!' })).toBe('de');
});

test('a content warning makes a post sensitive, and stands before something', () => {
    expect(checkDraft(draft({ contentWarning: ' Spoiler ', sensitive: false }), member)).toMatchObject({
        contentWarning: 'Spoiler',
        sensitive: true,
        text: '.',
    });
});

test('a post says or shows something', () => {
    expect(() => checkDraft(draft({ text: ' \n ' }), member)).toThrow("Text can't be blank");
    expect(checkDraft(draft({ mediaIds: ['1'] }), member).text).toBe('');
});

test('text and content warning together have 500 characters', () => {
    const warning = 'x'.repeat(100);
    expect(() =>
        checkDraft(draft({ text: '👩‍👩‍👧'.repeat(400), contentWarning: warning }), member),
    ).not.toThrow();
    expect(() => checkDraft(draft({ text: 'y'.repeat(401), contentWarning: warning }), member)).toThrow(
        'limit of 500',
    );
});
