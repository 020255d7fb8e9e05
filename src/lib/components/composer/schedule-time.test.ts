import { expect, test } from 'vitest';
import { asLocalTime, isTooSoon, momentOf, usualMoment } from './schedule-time';

test('a moment and what the field shows of it are the same minute', () => {
    const moment = new Date(2026, 2, 9, 7, 5).toISOString();
    expect(asLocalTime(moment)).toBe('2026-03-09T07:05');
    expect(momentOf('2026-03-09T07:05')).toBe(moment);
    expect(momentOf('')).toBeNull();
});

test('less than five minutes ahead is too soon', () => {
    const now = Date.parse('2026-03-09T07:00:00Z');
    expect(isTooSoon('2026-03-09T07:04:59Z', now)).toBe(true);
    expect(isTooSoon('2026-03-09T07:05:00Z', now)).toBe(false);
});

test('the full hour that is at least an hour away is offered', () => {
    const offered = (minute: number) =>
        new Date(usualMoment(new Date(2026, 2, 9, 7, minute).getTime())).getHours();
    expect([offered(0), offered(1), offered(59)]).toEqual([8, 9, 9]);
});
