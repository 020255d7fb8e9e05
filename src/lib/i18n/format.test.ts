import { expect, test, vi } from 'vitest';

const locale = vi.hoisted(() => ({ current: 'en' }));
vi.mock('$lib/paraglide/runtime', () => ({ getLocale: () => locale.current }));

const { formatBytes, formatCount, formatDuration, formatList, formatRelativeTime, relativeTimeChangesIn } =
    await import('./format');

const now = Date.parse('2026-03-10T12:00:00Z');
const ago = (ms: number) => new Date(now - ms);

test('a time is told by its distance for a week, then by its date', () => {
    const told = (ms: number) => formatRelativeTime(ago(ms), now);
    expect(told(20_000)).toBe('now');
    expect(told(2 * 60_000)).toBe('2 min. ago');
    expect(told(3 * 3_600_000)).toBe('3 hr. ago');
    expect(told(6 * 86_400_000)).toBe('6 days ago');
    expect(told(30 * 86_400_000)).toBe('Feb 8');
    expect(told(400 * 86_400_000)).toBe('Feb 3, 2025');
});

test('a time a little ahead of this clock is not in the past', () => {
    expect(formatRelativeTime(ago(-5 * 60_000), now)).toBe('in 5 min.');
});

test('the words of a time change when the next minute, hour or day is full', () => {
    expect(relativeTimeChangesIn(ago(90_000), now)).toBe(30_000);
    expect(relativeTimeChangesIn(ago(90 * 60_000), now)).toBe(30 * 60_000);
});

test('formats follow the language', () => {
    expect(formatCount(1234)).toBe('1.2K');
    expect(formatBytes(4_100_000)).toBe('4.1 MB');
    expect(formatBytes(0)).toBe('0 byte');
    expect([300, 3600, 86_400, 259_200].map(formatDuration)).toEqual([
        '5 minutes',
        '1 hour',
        '1 day',
        '3 days',
    ]);
    locale.current = 'de';
    expect(formatRelativeTime(ago(60_000), now)).toBe('vor 1 Min.');
    expect(formatList(['Ana', 'Bo', 'Cem'])).toBe('Ana, Bo und Cem');
});
