import { afterEach, expect, test, vi } from 'vitest';
import { compareIds, dateOfId, newId } from './ids';

afterEach(() => vi.useRealTimers());

const at = (now: string) => vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });

test('ids follow each other, also within a millisecond and while a clock is set back a little', () => {
    const ids: string[] = [];
    for (const now of ['2026-05-01T12:00:00Z', '2026-05-01T11:59:30Z', '2026-05-01T12:00:01Z']) {
        at(now);
        for (let count = 0; count < 70_000; count++) ids.push(newId());
    }
    expect([...ids].sort(compareIds)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
});

test('ids of a clock that was a year ahead come back with it', () => {
    at('2027-05-01T12:00:00Z');
    newId();
    at('2026-05-01T12:00:00Z');
    expect(dateOfId(newId())).toEqual(new Date('2026-05-01T12:00:00Z'));
});
