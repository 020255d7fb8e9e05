import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stayCurrent } from './stay-current';

let [visible, savesData, degraded] = [true, false, false];
let asked: boolean[] = [];
let listening: boolean | null = null;
let stop = () => {};

beforeEach(() => {
    vi.useFakeTimers();
    [visible, savesData, degraded] = [true, false, false];
    asked = [];
    stop = stayCurrent({
        visible: () => visible,
        savesData: () => savesData,
        degraded: () => degraded,
        listen: (wanted) => (listening = wanted),
        refresh: (missed) => void asked.push(missed),
    });
});
afterEach(() => {
    stop();
    vi.useRealTimers();
});

test('while the socket tells everything, nothing is asked for', () => {
    vi.advanceTimersByTime(600_000);
    expect([listening, asked]).toEqual([true, []]);
});

test('where the socket is blocked, or data are saved, it is asked for what is new', () => {
    degraded = true;
    vi.advanceTimersByTime(90_000);
    expect(asked).toEqual([false, false, false]);
    [asked, savesData] = [[], true];
    vi.advanceTimersByTime(120_000);
    expect([listening, asked]).toEqual([false, [false, false]]);
});

test('after ten minutes of sleep the clock has jumped, and something may have been missed', () => {
    vi.advanceTimersByTime(5_000);
    vi.setSystemTime(Date.now() + 600_000);
    vi.advanceTimersByTime(5_000);
    expect(asked).toEqual([true]);
});

test('nothing is asked for while nobody looks, and at once when somebody does again', () => {
    visible = false;
    vi.advanceTimersByTime(600_000);
    expect(asked).toEqual([]);
    visible = true;
    vi.advanceTimersByTime(5_000);
    expect(asked).toEqual([true]);
});
