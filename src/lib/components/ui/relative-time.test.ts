import { describe, expect, it } from 'vitest';
import { relativeTime } from './relative-time';

const now = new Date('2026-06-15T12:00:00').getTime();
const ago = (ms: number) => relativeTime(new Date(now - ms), now, 'en');

describe('relative time', () => {
    it('says nothing for the first minute, and nothing for clocks that run ahead', () => {
        expect(ago(59_000)).toBeUndefined();
        expect(ago(-5_000)).toBeUndefined();
    });

    it('counts minutes, hours and days, rounding down', () => {
        expect(ago(60_000)).toBe('1 min');
        expect(ago(59.9 * 60_000)).toBe('59 min');
        expect(ago(3_600_000)).toBe('1 hr');
        expect(ago(47 * 3_600_000)).toBe('1 day');
    });

    it('becomes a date after a week, with the year only when it is another one', () => {
        expect(ago(10 * 86_400_000)).toBe('Jun 5');
        expect(ago(300 * 86_400_000)).toBe('Aug 19, 2025');
    });
});
