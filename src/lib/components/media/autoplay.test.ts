import { expect, test } from 'vitest';
import { shouldLoop } from './autoplay';

const still = { inSight: 1, playing: false, allowed: true, wanted: null };

test('a loop moves by itself once three quarters of it are in sight', () => {
    expect(shouldLoop({ ...still, inSight: 0.74 })).toBe(false);
    expect(shouldLoop({ ...still, inSight: 0.75 })).toBe(true);
});

test('it stops when it is nearly gone, and does not flicker at the edge', () => {
    expect(shouldLoop({ ...still, playing: true, inSight: 0.5 })).toBe(true);
    expect(shouldLoop({ ...still, playing: true, inSight: 0.2 })).toBe(false);
});

test('it stands still where settings say so, unless the person starts it', () => {
    expect(shouldLoop({ ...still, allowed: false })).toBe(false);
    expect(shouldLoop({ ...still, allowed: false, wanted: true })).toBe(true);
    expect(shouldLoop({ ...still, wanted: false, playing: true })).toBe(false);
});

test('out of sight it never moves', () => {
    expect(shouldLoop({ ...still, wanted: true, inSight: 0 })).toBe(false);
});
