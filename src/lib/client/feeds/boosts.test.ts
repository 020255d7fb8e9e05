import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoostMerger, groupBoosts, type Look } from './boosts';
import type { Row } from './feed';

/** Rows such as `9>1`, a boost of post 1, and `8`, a post; newest first. */
const rowsOf = (...words: string[]) =>
    words.map((word): Row => ({ kind: 'status', id: word.split('>')[0] ?? '' }));
const looking =
    (...words: string[]) =>
    (id: string): Look | null => {
        const word = words.find((one) => one.split('>')[0] === id);
        const [, original] = word?.split('>') ?? [];
        return word === undefined ? null : { originalId: original ?? id, boosted: original !== undefined };
    };
const merged = (merger: BoostMerger, ...words: string[]) =>
    merger
        .merge(rowsOf(...words), looking(...words))
        .map((row) => ('repeats' in row ? `${row.id}+${row.repeats.join('+')}` : row.id));

test('a post that several boost is shown once, with them', () => {
    expect(merged(new BoostMerger(), '9>1', '8', '7>1', '1')).toEqual(['8', '1+7+9']);
});

test('what was on the screen stays there, whatever else is heard of', () => {
    const merger = new BoostMerger();
    expect(merged(merger, '9>1', '8')).toEqual(['9', '8']);
    expect(merged(merger, '10>1', '9>1', '8', '7>1')).toEqual(['9+7+10', '8']);
    // Somebody's own post is never left out for its boosts.
    expect(merged(merger, '10>1', '9>1', '8', '7>1', '1')).toEqual(['9+7+10', '8', '1']);
});

test('the same post is worth showing again a hundred rows later', () => {
    const between = Array.from({ length: 100 }, (_, i) => String(800 - i));
    expect(merged(new BoostMerger(), '900>1', ...between, '600>1')).toContain('900');
});

test('nothing goes away that was shown, and every post is shown at least once', () => {
    const word = fc.record({ boosts: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }) });
    fc.assert(
        fc.property(fc.array(word, { maxLength: 40 }), fc.nat(20), (entries, first) => {
            const words = entries.map(({ boosts }, i) => `${1000 - i}${boosts === null ? '' : `>${boosts}`}`);
            const merger = new BoostMerger();
            const before = merger.merge(rowsOf(...words.slice(first)), looking(...words));
            const after = merger.merge(rowsOf(...words), looking(...words));
            const ids = new Set(after.map(({ id }) => id));
            expect(before.every(({ id }) => ids.has(id))).toBe(true);
            const about = looking(...words);
            const shown = new Set(after.map(({ id }) => about(id)?.originalId));
            expect(rowsOf(...words).every(({ id }) => shown.has(about(id)?.originalId))).toBe(true);
        }),
    );
});

test('four boosts in a row stand side by side, and not across the place where reading stopped', () => {
    const boosts = new Set(['9', '8', '7', '6', '5']);
    const grouped = (boundary: string | null) =>
        groupBoosts(rowsOf('10', '9', '8', '7', '6', '5', '4'), (id) => boosts.has(id), boundary).map(
            (row) => (row.kind === 'boosts' ? row.ids.join() : row.id),
        );
    expect(grouped(null)).toEqual(['10', '9,8,7,6,5', '4']);
    expect(grouped('8')).toEqual(['10', '9', '8,7,6,5', '4']);
    expect(grouped('7')).toEqual(['10', '9', '8', '7', '6', '5', '4']);
});
