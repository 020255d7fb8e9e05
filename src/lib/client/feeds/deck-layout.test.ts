import { expect, test } from 'vitest';
import { moved } from '../moved';
import { firstLayout, readLayouts } from './deck-layout';

test('a column moves past others, and not past the edge', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, 2)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});

test.each([undefined, null, 'nonsense', [], [{ id: 7 }], [null]])(
    'a deck that cannot be read begins anew: %j',
    (kept) => {
        expect(readLayouts(kept)).toEqual([firstLayout()]);
    },
);

test('columns this build does not know are left out, the others stay', () => {
    const tags = { id: '1', shows: 'tag:sea' };
    expect(readLayouts([{ id: 'x', name: 'Sea', columns: [tags, { id: '2', shows: 'weather' }] }])).toEqual([
        { id: 'x', name: 'Sea', columns: [tags] },
    ]);
});
