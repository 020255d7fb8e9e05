import { beforeEach, describe, expect, test, vi } from 'vitest';
import { aServer, aStatusEntity } from '../../../../tests/support/mastodon-client';
import type { Markers, Status } from '$lib/mastodon-api/entities';
import { continueElsewhere, newerThanElsewhere } from '../actions/continue-elsewhere';
import { MemoryDatabase } from '../database/memory-database';
import { database, useDatabase } from '../database/open';
import { feedSource } from '../feeds/source';
import type { StreamEvent } from '$lib/mastodon-api/streaming';
import type { ChannelListener, LiveConnection } from '../streaming/connection';
import { Entities } from './entities.svelte';
import { TimelineStore } from './timeline.svelte';

// What cleans HTML needs a browser, and is tried in one (tests/e2e).
vi.mock('../database/sanitise', () => ({
    loadSanitiser: async () => {},
    sanitiseStatus: (status: unknown) => status,
    sanitiseAccount: (account: unknown) => account,
}));

/** A home timeline of so many posts, its live channel, and a device. */
class World {
    posts: Status[] = [];
    online = true;
    listeners = new Set<ChannelListener>();
    up = true;
    asked: string[] = [];
    markers: Markers = {};
    /** Happens after the server has read its timeline and before its answer arrives. */
    meanwhile: (() => void) | null = null;

    constructor(count: number) {
        for (let i = 1; i <= count; i++) this.post();
    }

    post(changes: Partial<Status> = {}): Status {
        const status = aStatusEntity(String(1000 + this.posts.length), changes);
        this.posts = [status, ...this.posts];
        return status;
    }

    tell(event: StreamEvent): void {
        for (const listener of this.listeners) listener.onEvent(event);
    }

    joined(complete: boolean): void {
        for (const listener of this.listeners) listener.onJoined(complete);
    }

    /** A post that the socket tells of. */
    hear(status = this.post()): Promise<void> {
        this.tell({ event: 'update', payload: status });
        return settle();
    }

    get #server() {
        return aServer((_method, url) => {
            if (!this.online) throw new TypeError('offline');
            if (url.pathname === '/api/v1/markers') return Response.json(this.markers);
            const param = (name: string) => url.searchParams.get(name);
            const [max, since, min] = [param('max_id'), param('since_id'), param('min_id')];
            this.asked.push(url.search);
            const limit = Number(param('limit'));
            const found = this.posts.filter(
                ({ id }) => (!max || id < max) && (!since || id > since) && (!min || id > min),
            );
            const items = min ? found.slice(-limit) : found.slice(0, limit);
            const more = found.length > limit;
            const happen = this.meanwhile;
            this.meanwhile = null;
            happen?.();
            return Response.json(items, more ? { headers: { link: '<http://x/y>; rel="next"' } } : {});
        });
    }

    store(): TimelineStore {
        const live = {
            up: this.up,
            join: (_channel: string, listener: ChannelListener) => {
                this.listeners.add(listener);
                return () => void this.listeners.delete(listener);
            },
        } as unknown as LiveConnection;
        const { fetch } = this.#server;
        return new TimelineStore(feedSource('home'), {
            fetch,
            live,
            entities: new Entities(),
            pause: async () => {},
        });
    }
}

const settle = async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
};
const shown = (store: TimelineStore) => store.items.map((item) => item.id);
async function opened(world: World): Promise<TimelineStore> {
    const store = world.store();
    await store.open();
    await store.loadNewest();
    return store;
}

beforeEach(() => useDatabase(new MemoryDatabase()));

describe('a timeline', () => {
    test('shows the newest page of a feed opened for the first time', async () => {
        const store = await opened(new World(60));
        expect(store.state).toBe('ready');
        expect(store.items).toHaveLength(40);
        expect(store.newCount).toBe(0);
    });

    test('of someone new is empty and known to be', async () => {
        const store = await opened(new World(0));
        expect([store.state, store.items.length, store.ended]).toEqual(['ready', 0, true]);
    });

    test('reads on downwards to the end', async () => {
        const store = await opened(new World(90));
        await store.loadOlder();
        expect([store.items.length, store.ended]).toEqual([80, false]);
        await store.loadOlder();
        expect([store.items.length, store.ended]).toEqual([90, true]);
    });

    test('lets new posts wait behind the pill and moves nothing', async () => {
        const world = new World(5);
        const store = await opened(world);
        const before = shown(store);
        await world.hear();
        await world.hear();
        expect(shown(store)).toEqual(before);
        expect([store.newCount, store.newAuthors.length]).toEqual([2, 1]);
        store.showNew();
        expect(store.place.line).toBe(before[0]);
        expect(store.newCount).toBe(0);
        expect(shown(store).slice(2)).toEqual(before);
        expect(store.place.line).toBe(before[0]);
    });

    test('paints from the device without the network, where it was left', async () => {
        const world = new World(30);
        const first = await opened(world);
        first.place.anchor = { key: '1010', offset: 12 };
        await first.save();
        world.online = false;
        const store = world.store();
        await store.open();
        expect([store.state, store.items.length]).toEqual(['ready', 30]);
        expect(store.place.anchor).toEqual({ key: '1010', offset: 12 });
        await store.loadNewest();
        expect(store.state).toBe('ready');
    });

    test('with nothing on the device and no network says that it is offline', async () => {
        const world = new World(3);
        world.online = false;
        expect((await opened(world)).state).toBe('offline');
    });

    test('opened again, lets what came meanwhile wait', async () => {
        const world = new World(30);
        const first = await opened(world);
        await first.save();
        for (let i = 0; i < 7; i++) world.post();
        const store = await opened(world);
        expect([store.items.length, store.newCount]).toEqual([30, 7]);
    });

    test('fills what was missed by itself, without a hole', async () => {
        const world = new World(30);
        await (await opened(world)).save();
        for (let i = 0; i < 300; i++) world.post();
        const store = await opened(world);
        store.showNew();
        expect(shown(store)).toEqual(world.posts.map(({ id }) => id));
    });

    test('shows a gap row where too much was missed, which can be read from both ends or skipped', async () => {
        const world = new World(10);
        await (await opened(world)).save();
        for (let i = 0; i < 900; i++) world.post();
        const store = await opened(world);
        store.showNew();
        const gap = () => store.items.find((item) => item.kind === 'gap');
        const count = store.items.length;
        expect(gap()).toBeDefined();
        await store.fillGap(gap()?.id ?? '', 'bottom');
        expect(store.items).toHaveLength(count + 40);
        await store.fillGap(gap()?.id ?? '', 'top');
        expect(store.items).toHaveLength(count + 80);
        store.skipGap(gap()?.id ?? '');
        expect(gap()).toBeUndefined();
    });

    test('after a hole in the stream, asks for what it did not hear', async () => {
        const world = new World(5);
        const store = await opened(world);
        world.post();
        const status = world.post();
        world.joined(false);
        await world.hear(status);
        await store.loadNewest();
        store.showNew();
        expect(shown(store)).toEqual(world.posts.map(({ id }) => id));
    });

    test('knows where a post belongs that is heard of while the answer is under way', async () => {
        const world = new World(5);
        const store = await opened(world);
        const asked = world.asked.length;
        world.meanwhile = () => void world.hear();
        world.joined(false);
        await store.loadNewest();
        await settle();
        store.showNew();
        expect(shown(store)).toEqual(world.posts.map(({ id }) => id));
        expect(world.asked).toHaveLength(asked + 1);
    });

    test('does not hide a hole it could not ask about', async () => {
        const world = new World(5);
        const store = await opened(world);
        world.post();
        world.online = false;
        world.joined(false);
        await store.loadNewest();
        await world.hear();
        store.showNew();
        expect(store.items.filter((item) => item.kind === 'gap')).toHaveLength(1);
    });

    test('counts on when more wait than it keeps, and shows them with a refresh', async () => {
        const world = new World(5);
        const store = await opened(world);
        for (let i = 0; i < 250; i++) await world.hear();
        expect(store.newCount).toBe(250);
        store.showNew();
        await store.loadNewest();
        await settle();
        expect(shown(store)[0]).toBe(world.posts[0]?.id);
    });

    test('takes a deleted post out and follows an edited one', async () => {
        const world = new World(3);
        const entities = new Entities();
        void entities;
        const store = await opened(world);
        world.tell({ event: 'delete', payload: '1001' });
        await settle();
        expect(shown(store)).toEqual(['1002', '1000']);
    });

    test('leaves out what a filter hides', async () => {
        const world = new World(2);
        const filter = {
            id: '1',
            title: 'x',
            context: ['home' as const],
            expires_at: null,
            filter_action: 'hide' as const,
        };
        world.post({ filtered: [{ filter, keyword_matches: ['x'], status_matches: null }] });
        const store = await opened(world);
        expect(shown(store)).toEqual(['1001', '1000']);
    });

    test('keeps on the device no more than its share', async () => {
        const world = new World(900);
        const store = await opened(world);
        while (!store.ended) await store.loadOlder();
        await store.save();
        const stored = await database().get('feeds', 'home');
        expect(stored?.feed.segments.flatMap((segment) => segment.ids)).toHaveLength(800);
    });

    test('says that a post was deleted while it was in view, and takes it out a little later', async () => {
        vi.useFakeTimers();
        try {
            const world = new World(3);
            const store = await opened(world);
            store.isInView = (id) => id === '1001';
            world.tell({ event: 'delete', payload: '1001' });
            world.tell({ event: 'delete', payload: '1000' });
            await settle();
            expect(store.items.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
                'status 1002',
                'deleted 1001',
            ]);
            await vi.advanceTimersByTimeAsync(10_000);
            expect(shown(store)).toEqual(['1002']);
        } finally {
            vi.useRealTimers();
        }
    });

    test('does not tell a boost of what stands there as something new', async () => {
        const world = new World(3);
        const store = await opened(world);
        const [newest] = world.posts;
        await world.hear(world.post({ reblog: newest ?? null }));
        expect(store.newCount).toBe(0);
        store.showNew();
        expect(store.items[0]).toMatchObject({ id: '1002', repeats: ['1003'] });
    });

    test('goes on where another device stopped, and reads what lies before that', async () => {
        const world = new World(120);
        world.markers = { home: { last_read_id: '1050', version: 1, updated_at: '2026-01-01T00:00:00Z' } };
        const store = await opened(world);
        await settle();
        expect(newerThanElsewhere(store)).toBe(40);
        expect(await continueElsewhere(store)).toBe('1050');
        expect([store.place.line, store.marker?.elsewhere]).toEqual(['1050', null]);
        expect(shown(store).slice(0, 70)).toEqual(world.posts.slice(0, 70).map(({ id }) => id));
    });

    test('leaves a gap out, or reads it from its newer end', async () => {
        const world = new World(5);
        let store = await opened(world);
        await store.save();
        for (let i = 0; i < 900; i++) world.post();
        store = await opened(world);
        store.showNew();
        const gapsOf = () => store.items.filter((item) => item.kind === 'gap');
        const [gap] = gapsOf();
        expect(gap).toBeDefined();
        const before = store.items.length;
        await store.fillGap(gap?.id ?? '', 'top');
        expect(store.items.length).toBe(before + 40);
        store.skipGap(gapsOf()[0]?.id ?? '');
        expect(gapsOf()).toEqual([]);
    });
});
