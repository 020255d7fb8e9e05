import { describe, expect, test } from 'vitest';
import { choiceAt, layOut, moved, rowsWithin } from './emoji-grid';
import { mostUsed, withUse } from './recent-emoji';

const section = (id: string, count: number) => ({
    id,
    title: id,
    choices: Array.from({ length: count }, (_, n) => ({
        ...{ name: `${id}${n}`, url: null, static_url: null, label: '', shortcodes: [], words: '' },
    })),
});
const sizes = { columns: 4, cell: 40, heading: 30 };
const grid = layOut([section('a', 6), section('none', 0), section('b', 3)], sizes);

describe('the grid', () => {
    test('has a heading for each section that is not empty, and rows of so many columns', () => {
        expect(grid.rows.map(({ top, cells }) => [top, cells.length])).toEqual([
            [0, 0],
            [30, 4],
            [70, 2],
            [110, 0],
            [140, 3],
        ]);
        expect([grid.height, grid.count]).toEqual([180, 9]);
        expect(choiceAt(grid, 6)?.name).toBe('b0');
        expect(choiceAt(grid, 9)).toBeUndefined();
    });

    test('draws only what is in sight, however much there is', () => {
        const large = layOut([section('x', 2_000), section('y', 1_900)], { ...sizes, columns: 8 });
        const drawn = rowsWithin(large, 4_000, 4_320);
        expect(drawn.length).toBeLessThan(18);
        expect(drawn[0]!.top).toBeLessThanOrEqual(4_000);
        expect(drawn.at(-1)!.top + drawn.at(-1)!.height).toBeGreaterThanOrEqual(4_320);
        expect(rowsWithin(large, 1e6, 1e6 + 320)).toEqual([]);
    });

    test.each([
        [-1, 'ArrowDown', 0],
        [0, 'ArrowRight', 1],
        [0, 'ArrowLeft', 0],
        [5, 'ArrowRight', 6],
        [1, 'ArrowDown', 5],
        [3, 'ArrowDown', 5],
        [5, 'ArrowDown', 7],
        [8, 'ArrowDown', 8],
        [7, 'ArrowUp', 5],
        [2, 'Home', 0],
        [0, 'End', 3],
        [7, 'End', 8],
        [0, 'PageDown', 8],
        [8, 'PageUp', 0],
        [0, 'x', undefined],
    ])('leads from %i by %s to %s', (from, key, to) => {
        expect(moved(grid, from, key)).toBe(to);
    });

    test('leads the other way where one reads from right to left', () => {
        expect(moved(grid, 1, 'ArrowRight', true)).toBe(0);
        expect(moved(grid, 1, 'ArrowLeft', true)).toBe(2);
    });
});

test('what is used last or often comes first, and what is no longer used leaves', () => {
    let uses = ['a', 'a', 'a', 'b'].reduce<Readonly<Record<string, number>>>(withUse, {});
    expect(mostUsed(uses)).toEqual(['a', 'b']);
    uses = ['c', 'c', 'c', 'c'].reduce(withUse, uses);
    expect(mostUsed(uses)[0]).toBe('c');
    for (let n = 0; n < 60; n++) uses = withUse(uses, `x${n}`);
    expect(mostUsed(uses)).toHaveLength(40);
    expect(mostUsed(uses)).not.toContain('b');
});
