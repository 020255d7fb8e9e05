import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aServer } from '../../../../tests/support/mastodon-client';
import type { Markers } from '$lib/mastodon-api/entities';
import { MemoryDatabase } from '../database/memory-database';
import { useDatabase } from '../database/open';
import type { ChannelListener, LiveConnection } from '../streaming/connection';
import { HomeMarker } from './home-marker.svelte';

/** One member's marker, and a device of theirs. */
let kept: string | null = null;
let told: string[] = [];
let listener: ChannelListener | null = null;

const marker = (id: string) => ({ last_read_id: id, version: 1, updated_at: '2026-01-01T00:00:00Z' });
const live = {
    up: true,
    join: (_channel: string, one: ChannelListener) => ((listener = one), () => (listener = null)),
} as unknown as LiveConnection;

function aDevice(): HomeMarker {
    const { fetch } = aServer((method, _url, { body }) => {
        if (method === 'POST') {
            kept = (JSON.parse(String(body)) as { home: { last_read_id: string } }).home.last_read_id;
            told.push(kept);
        }
        return Response.json((kept ? { home: marker(kept) } : {}) satisfies Markers);
    });
    return new HomeMarker({ fetch, live });
}

beforeEach(() => {
    vi.useFakeTimers();
    useDatabase(new MemoryDatabase());
    [kept, told] = [null, []];
});
afterEach(() => vi.useRealTimers());

test('the server is told how far was read, at most every 20 seconds, and never of going back', async () => {
    const device = aDevice();
    await device.ask();
    for (const id of ['103', '105', '101']) device.hasRead(id);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(20_000);
    device.hasRead('104');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(['105']);
    device.hasRead('109');
    device.tell();
    expect(told).toEqual(['105', '109']);
});

test('where another device read on is offered, and what this one told is not', async () => {
    const device = aDevice();
    device.hasRead('105');
    device.tell();
    listener = null;
    const leave = device.follow();
    const tellOf = (id: string) =>
        listener?.onEvent({ event: 'marker', payload: { timeline: 'home', marker: marker(id) } });
    tellOf('105');
    expect(device.elsewhere).toBeNull();
    tellOf('120');
    expect(device.elsewhere).toBe('120');
    device.dismiss();
    leave();
    expect([device.elsewhere, told]).toEqual([null, ['105']]);
});

test('a new device does not move the place before it is said where to go on', async () => {
    kept = '50';
    const device = aDevice();
    await device.ask();
    expect(device.elsewhere).toBe('50');
    device.hasRead('200');
    device.tell();
    expect(told).toEqual([]);
    // Who reads on for a while has said it.
    device.hasRead('201');
    await vi.advanceTimersByTimeAsync(20_000);
    expect([device.elsewhere, told]).toEqual([null, ['201']]);
});
