import { expect, test } from 'vitest';
import { waveBars, wavePath } from './waveform';

test('a bar is as loud as the loudest moment it stands for', () => {
    expect(waveBars([0, 99, 10, 20], 2)).toEqual([1, 20 / 99]);
    expect(waveBars([99, 99], 60)).toEqual([1, 1]);
});

test('silence can be seen, and nonsense of other servers does no harm', () => {
    expect(waveBars([0, NaN, 5000], 3)).toEqual([0.06, 0.06, 1]);
    expect(waveBars([], 60)).toEqual([]);
});

test('bars stand in the middle of their height', () => {
    expect(wavePath([1, 0.5])).toBe('M0.2 0h.6v1h-.6zM1.2 0.25h.6v0.5h-.6z');
});
