import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aServer } from '../../../../tests/support/mastodon-client';
import type { ThreadAnswers } from '$lib/mastodon-api/entities';
import { ThreadCheck } from './thread-check.svelte';

const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();

function answers(changes: Partial<ThreadAnswers> = {}): ThreadAnswers {
    return {
        known: 2,
        announced: 5,
        unwanted: 0,
        checked_at: inMinutes(0),
        next_check_at: inMinutes(2),
        reachable: true,
        async_refresh: null,
        ...changes,
    };
}
const running = { id: '7', status: 'running', result_count: 0 } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A thread that was opened, and a server that answers what `world` says. */
function openThread() {
    const world = { asked: 0, ended: 0, looks: true, says: answers() };
    const { fetch } = aServer((method, url) => {
        if (method !== 'POST' || !url.pathname.endsWith('/1/context/check'))
            return new Response('', { status: 404 });
        world.asked += 1;
        return Response.json(world.says);
    });
    const check = new ThreadCheck('1', {
        fetch,
        onEnd: async () => void (world.ended += 1),
        someoneLooks: () => world.looks,
    });
    return { check, world, stop: check.watch() };
}

test('an open thread is asked for when it is due, told how far it is, and read anew at the end', async () => {
    const { check, world, stop } = openThread();
    check.take(answers());
    await vi.advanceTimersByTimeAsync(1.9 * MINUTE);
    expect(world.asked).toBe(0);
    world.says = answers({ async_refresh: running });
    await vi.advanceTimersByTimeAsync(0.2 * MINUTE);
    expect([world.asked > 0, check.running]).toEqual([true, true]);
    world.says = answers({ known: 5, next_check_at: inMinutes(2) });
    await vi.advanceTimersByTimeAsync(5_000);
    expect([check.running, world.ended, check.outcome]).toEqual([false, 1, { kind: 'found', count: 3 }]);
    stop();
    world.asked = 0;
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(world.asked).toBe(0);
});

test('nobody is asked while nobody looks, and soon after somebody does', async () => {
    const { check, world } = openThread();
    world.looks = false;
    check.take(answers());
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(world.asked).toBe(0);
    world.looks = true;
    world.says = answers({ next_check_at: inMinutes(15) });
    await vi.advanceTimersByTimeAsync(16_000);
    expect(world.asked).toBe(1);
});

test('a clock that runs ahead makes nobody ask without end', async () => {
    const { check, world } = openThread();
    check.take(answers({ next_check_at: inMinutes(-60) }));
    world.says = answers({ next_check_at: inMinutes(-60) });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(world.asked).toBeLessThanOrEqual(20);
});

test('whoever wishes to look again hears what came of it: too early, nothing, nobody there, no answer', async () => {
    const { check, world } = openThread();
    check.take(answers());
    await check.check();
    expect(check.outcome).toEqual({ kind: 'early', until: world.says.next_check_at });
    for (const reachable of [true, false]) {
        world.says = answers({ async_refresh: running });
        await check.check();
        expect(check.outcome).toBeNull();
        world.says = answers({ reachable });
        await vi.advanceTimersByTimeAsync(2_500);
        expect(check.outcome).toEqual({ kind: reachable ? 'nothing' : 'unreachable' });
    }
    world.says = null as never;
    const failing = new ThreadCheck('1', {
        fetch: () => Promise.reject(new TypeError('gone')),
        onEnd: async () => {},
        someoneLooks: () => true,
    });
    await failing.check();
    expect(failing.outcome).toEqual({ kind: 'failed' });
});

test('a thread that nobody else tells of is never asked for', async () => {
    const { check, world } = openThread();
    check.take(answers({ next_check_at: null, checked_at: null }));
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(world.asked).toBe(0);
});
