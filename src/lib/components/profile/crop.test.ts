import { describe, expect, test } from 'vitest';
import { areaOf, dragged, MOST_ZOOM, placement, pressed, WHOLE, within } from './crop';

const WIDE = { width: 4_000, height: 3_000 };
const TALL = { width: 1_000, height: 3_000 };

describe('a crop', () => {
    test('shows at first as much as there is of its shape, from the middle', () => {
        expect(areaOf(WIDE, 1, WHOLE)).toEqual({ left: 500, top: 0, width: 3_000, height: 3_000 });
        expect(areaOf(TALL, 3, WHOLE).width).toBe(1_000);
    });

    test('never shows what is outside the picture, wherever it is dragged and however large it is', () => {
        for (const picture of [WIDE, TALL, { width: 1, height: 1 }])
            for (const aspect of [1, 3])
                for (const zoom of [0, 1, 3.3, 99])
                    for (const [x, y] of [
                        [-5, 9],
                        [0, 0],
                        [1, 1],
                    ] as const) {
                        const { left, top, width, height } = areaOf(picture, aspect, { x, y, zoom });
                        expect(left).toBeGreaterThanOrEqual(-1e-6);
                        expect(top).toBeGreaterThanOrEqual(-1e-6);
                        expect(left + width).toBeLessThanOrEqual(picture.width + 1e-6);
                        expect(top + height).toBeLessThanOrEqual(picture.height + 1e-6);
                        expect(width / height).toBeCloseTo(aspect);
                    }
    });

    test('follows the finger: what was under it stays there', () => {
        const crop = { x: 0.5, y: 0.5, zoom: 2 };
        const before = areaOf(WIDE, 1, crop);
        const after = areaOf(WIDE, 1, dragged(WIDE, 1, crop, { dx: 30, dy: -15, frameWidth: 300 }));
        expect(before.left - after.left).toBeCloseTo((30 / 300) * before.width);
        expect(before.top - after.top).toBeCloseTo((-15 / 300) * before.height);
    });

    test('is moved and sized by keys, and put back', () => {
        const crop = { x: 0.5, y: 0.5, zoom: 2 };
        expect(pressed(WIDE, 1, crop, 'ArrowLeft')?.x).toBeLessThan(0.5);
        expect(pressed(WIDE, 1, crop, 'ArrowDown')?.y).toBeGreaterThan(0.5);
        expect(pressed(WIDE, 1, crop, '+')?.zoom).toBeCloseTo(2.2);
        expect(pressed(WIDE, 1, crop, '0')).toEqual(WHOLE);
        expect(pressed(WIDE, 1, crop, 'x')).toBeUndefined();
        expect(within(WIDE, 1, { ...crop, zoom: 1_000 }).zoom).toBe(MOST_ZOOM);
    });

    test('is laid behind its frame so that the frame shows it', () => {
        expect(placement(WIDE, 1, WHOLE)).toBe('width:133.333%;height:100.000%;left:-16.667%;top:0.000%');
    });
});
