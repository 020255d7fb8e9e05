import { expect, test } from 'vitest';
import { clockTime } from './clock-time';

test.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [59.6, '1:00'],
    [750, '12:30'],
    [3723, '1:02:03'],
    [NaN, '0:00'],
    [Infinity, '0:00'],
])('%s seconds are written %s', (seconds, written) => expect(clockTime(seconds)).toBe(written));
