import { expect, test } from 'vitest';
import { isWorthShrinking, shrunk } from './smaller-picture';

const MB = 1_000_000;
const usual = { limit: 16 * MB, savesData: false };

test('a picture is made smaller where it is large, the server would not take it, or data are saved', () => {
    expect(isWorthShrinking({ type: 'image/jpeg', size: 3 * MB }, usual)).toBe(false);
    expect(isWorthShrinking({ type: 'image/jpeg', size: 5 * MB }, usual)).toBe(true);
    expect(isWorthShrinking({ type: 'image/png', size: 5 * MB }, usual)).toBe(false);
    expect(isWorthShrinking({ type: 'image/jpeg', size: 20 * MB }, usual)).toBe(true);
    expect(isWorthShrinking({ type: 'image/png', size: 5 * MB }, { ...usual, savesData: true })).toBe(true);
    expect(isWorthShrinking({ type: 'image/png', size: 0.1 * MB }, { ...usual, savesData: true })).toBe(
        false,
    );
});

test('what moves is left as it is, and so is what is no picture', () => {
    for (const type of ['image/gif', 'video/mp4', ''])
        expect(isWorthShrinking({ type, size: 20 * MB }, { ...usual, savesData: true })).toBe(false);
});

test('the longer edge becomes 2,560 pixels, and a small picture stays', () => {
    expect(shrunk({ width: 4000, height: 3000 })).toEqual({ width: 2560, height: 1920 });
    expect(shrunk({ width: 300, height: 200 })).toEqual({ width: 300, height: 200 });
});
