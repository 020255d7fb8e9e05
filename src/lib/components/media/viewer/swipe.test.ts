import { describe, expect, test } from 'vitest';
import { axisOf, followed, verdict, type Swipe } from './swipe';

const rest: Swipe = { dx: 0, dy: 0, vx: 0, vy: 0, width: 390, height: 800 };
const between = { before: true, after: true };

describe('a swipe', () => {
    test('has no direction before it has gone a little way', () => {
        expect(axisOf({ dx: 5, dy: 5 })).toBeNull();
        expect(axisOf({ dx: -9, dy: 4 })).toBe('across');
        expect(axisOf({ dx: 3, dy: 20 })).toBe('down');
    });

    test('a third of the way or a flick turns to the neighbour', () => {
        expect(verdict({ ...rest, dx: -140 }, 'across', between)).toBe('after');
        expect(verdict({ ...rest, dx: 20, vx: 0.8 }, 'across', between)).toBe('before');
        expect(verdict({ ...rest, dx: -60, vx: -0.1 }, 'across', between)).toBe('stay');
    });

    test('a flick back is a change of mind', () => {
        expect(verdict({ ...rest, dx: -200, vx: 0.9 }, 'across', between)).toBe('stay');
    });

    test('at the ends there is nowhere to go, and the picture resists', () => {
        expect(verdict({ ...rest, dx: 300 }, 'across', { before: false, after: true })).toBe('stay');
        expect(followed(90, { before: false, after: true })).toBe(30);
        expect(followed(-90, { before: false, after: true })).toBe(-90);
    });

    test('down closes, up does not', () => {
        expect(verdict({ ...rest, dy: 200 }, 'down', between)).toBe('close');
        expect(verdict({ ...rest, dy: 30, vy: 1 }, 'down', between)).toBe('close');
        expect(verdict({ ...rest, dy: -300 }, 'down', between)).toBe('stay');
    });
});
