import { expect, test } from 'vitest';
import { isQuiet } from './quiet-hours';

const at = (time: string) => new Date(`2026-03-01T${time}:00`);

test('quiet hours may go past midnight', () => {
    const night = { from: '22:00', to: '07:00' };
    expect(['21:59', '22:00', '03:00', '06:59', '07:00'].map((time) => isQuiet(night, at(time)))).toEqual([
        ...[false, true, true, true, false],
    ]);
});

test('quiet hours within a day end on that day, and none are none', () => {
    const noon = { from: '12:00', to: '13:30' };
    expect(['11:59', '12:00', '13:29', '13:30'].map((time) => isQuiet(noon, at(time)))).toEqual([
        ...[false, true, true, false],
    ]);
    expect(isQuiet(null, at('12:00'))).toBe(false);
    expect(isQuiet({ from: '09:00', to: '09:00' }, at('09:00'))).toBe(false);
});
