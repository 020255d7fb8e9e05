import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit, mostScale, toggled, wheelFactor, WHOLE, within, zoomedAt, type Limits } from './zoom';

const stage = { width: 400, height: 800 };
const picture = { width: 4000, height: 3000 };
const fitted = fit(picture, stage);
const limits: Limits = { fitted, stage, most: mostScale(picture, fitted) };

describe('looking closer', () => {
    test('a picture fits, and a small one is not blown up', () => {
        expect(fitted).toEqual({ width: 400, height: 300 });
        expect(fit({ width: 50, height: 20 }, stage)).toEqual({ width: 50, height: 20 });
    });

    test('the limit is twice the picture’s own pixels, and four times for small ones', () => {
        expect(limits.most).toBe(20);
        expect(mostScale({ width: 50, height: 20 }, { width: 50, height: 20 })).toBe(4);
    });

    test('what lies under the fingers stays there', () => {
        const near = zoomedAt(WHOLE, 4, { x: 100, y: 0 }, limits);
        // A quarter of the fitted width right of the middle is 400 px away at four times the size.
        expect(near).toEqual({ scale: 4, x: -300, y: 0 });
    });

    test('a double tap looks closer, another one sees all again', () => {
        const near = toggled(WHOLE, { x: 0, y: 0 }, limits);
        expect(near.scale).toBe(2.5);
        expect(toggled(near, { x: 50, y: 50 }, limits)).toEqual(WHOLE);
    });

    test('there is never a gap that need not be, whatever is done', () => {
        const any = fc.double({ min: -5000, max: 5000, noNaN: true });
        fc.assert(
            fc.property(fc.double({ min: 0, max: 100, noNaN: true }), any, any, (scale, x, y) => {
                const view = within({ scale, x, y }, limits);
                expect(view.scale).toBeGreaterThanOrEqual(1);
                expect(view.scale).toBeLessThanOrEqual(limits.most);
                const wide = fitted.width * view.scale;
                const high = fitted.height * view.scale;
                expect(Math.abs(view.x)).toBeLessThanOrEqual(Math.max(0, (wide - stage.width) / 2));
                expect(Math.abs(view.y)).toBeLessThanOrEqual(Math.max(0, (high - stage.height) / 2));
            }),
        );
    });

    test('a wheel turned back and forth comes back', () => {
        expect(wheelFactor(100, false) * wheelFactor(-100, false)).toBeCloseTo(1);
        expect(wheelFactor(-10_000, false)).toBe(wheelFactor(-120, false));
        expect(wheelFactor(-10, true)).toBeGreaterThan(wheelFactor(-10, false));
    });
});
