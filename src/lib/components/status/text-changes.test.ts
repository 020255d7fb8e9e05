import { expect, test } from 'vitest';
import { textChanges } from './text-changes';

const told = (before: string, after: string) =>
    textChanges(before, after)
        .map(({ kind, text }) => ({ same: text, added: `+${text}+`, removed: `-${text}-` })[kind])
        .join('');

test('words that came and went are told, what stayed is left as it is', () => {
    expect(told('the reef is alive', 'the old reef is alive')).toBe('the +old +reef is alive');
    expect(told('come at five', 'come at six')).toBe('come at -five-+six+');
    expect(told('same', 'same')).toBe('same');
});

test('a first text came, and an emptied one went, as a whole', () => {
    expect(told('', 'hello there')).toBe('+hello there+');
    expect(told('hello there', '')).toBe('-hello there-');
});

test('a text too long to be compared counts as written anew', () => {
    const [long, other] = ['a '.repeat(3000), 'b '.repeat(3000)];
    expect(textChanges(long, other)).toEqual([
        { kind: 'removed', text: long },
        { kind: 'added', text: other },
    ]);
});
