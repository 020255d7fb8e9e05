import { describe, expect, it } from 'vitest';
import { bySense, gridLayout } from './grid-layout';

const shaped = (...aspects: number[]) => aspects.map((aspect) => ({ meta: { original: { aspect } } }));

describe('the grid of a post', () => {
    it('is not there without anything to see', () => expect(gridLayout([])).toBeNull());
    it('has the shape of a single picture, within bounds', () => {
        expect(gridLayout(shaped(1.5))).toMatchObject({ aspect: 1.5, columns: 1, rows: 1, more: 0 });
        expect(gridLayout(shaped(0.1))?.aspect).toBe(0.8);
    });
    it('puts two beside each other, and two panoramas above each other', () => {
        expect(gridLayout(shaped(1, 0.7))).toMatchObject({ columns: 2, rows: 1 });
        expect(gridLayout(shaped(2.2, 2.4))).toMatchObject({ columns: 1, rows: 2 });
        expect(gridLayout(shaped(2.2, 1))).toMatchObject({ columns: 2, rows: 1 });
    });
    it('gives the first of three the most room, in its direction', () => {
        expect(gridLayout(shaped(1, 1, 1))?.tiles[0]).toEqual({ rows: 2, columns: 1 });
        expect(gridLayout(shaped(2.3, 1, 1))?.tiles[0]).toEqual({ rows: 1, columns: 2 });
    });
    it('shows four of ten, and says how many more there are', () => {
        const layout = gridLayout(shaped(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        expect(layout?.tiles).toHaveLength(4);
        expect(layout?.more).toBe(6);
    });
    it('fills its cells exactly, however many there are', () => {
        for (const count of [1, 2, 3, 4, 7])
            for (const aspect of [0.5, 1, 2.4]) {
                const layout = gridLayout(shaped(...Array<number>(count).fill(aspect)));
                const filled = layout?.tiles.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
                expect(filled).toBe((layout?.rows ?? 0) * (layout?.columns ?? 0));
            }
    });
});

it('keeps what is heard apart from what is seen, in order', () => {
    const files = (['audio', 'image', 'unknown', 'gifv', 'video'] as const).map((type) => ({ type }));
    expect(bySense(files)).toEqual({
        seen: [{ type: 'image' }, { type: 'gifv' }, { type: 'video' }],
        other: [{ type: 'audio' }, { type: 'unknown' }],
    });
});
