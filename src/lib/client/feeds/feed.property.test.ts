import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareIds } from '$lib/mastodon-api/paging';
import {
    arrive,
    BEGINNING,
    emptyFeed,
    gaps,
    hasEnded,
    learn,
    newestBound,
    oldestBound,
    remove,
    rows,
    showAll,
    waitingIds,
    type Feed,
} from './feed';

const PAGE = 3;

/** A server with one timeline, and a device that knows a part of it. */
class World {
    posts: string[] = [];
    feed: Feed = emptyFeed;
    /** Nothing was missed since the newest post the device knows. */
    connected = false;
    next = 1;

    // Room between two ids, for posts dated into the past.
    nextId(): string {
        return String(this.next++ * 100);
    }

    page({ max, min, since }: { max?: string; min?: string; since?: string }): string[] {
        const found = this.posts.filter(
            (id) =>
                (max === undefined || compareIds(id, max) < 0) &&
                (min === undefined || compareIds(id, min) > 0) &&
                (since === undefined || compareIds(id, since) > 0),
        );
        return min !== undefined ? found.slice(-PAGE) : found.slice(0, PAGE);
    }
    post() {
        const id = this.nextId();
        this.posts.unshift(id);
        if (this.connected) this.feed = arrive(this.feed, id, true);
    }
    /** A remote server dates a post into the past, while the device listens. */
    postIntoThePast(index: number) {
        const after = this.posts[index % Math.max(1, this.posts.length)];
        if (!after || !this.connected) return;
        const id = String(Number(after) - 1 - (index % 98));
        if (Number(id) <= 0 || this.posts.includes(id)) return;
        this.posts = [...this.posts, id].sort((a, b) => Number(b) - Number(a));
        this.feed = arrive(this.feed, id, true);
    }
    /** A post is heard of after others were missed. */
    postAfterAHole() {
        this.posts.unshift(this.nextId());
        const id = this.nextId();
        this.posts.unshift(id);
        if (this.connected) this.feed = arrive(this.feed, id, false);
    }
    deleteAt(index: number) {
        const id = this.posts[index % Math.max(1, this.posts.length)];
        if (!id) return;
        this.posts = this.posts.filter((other) => other !== id);
        this.feed = remove(this.feed, id);
    }
    loadNewest() {
        const since = newestBound(this.feed) ?? BEGINNING;
        const ids = this.page({ since });
        this.feed = learn(this.feed, { ids, low: ids.length < PAGE ? since : undefined });
        this.connected = true;
    }
    loadOlder() {
        const max = oldestBound(this.feed);
        if (max === null || max === BEGINNING) return;
        const ids = this.page({ max });
        this.feed = learn(this.feed, { ids, low: ids.length < PAGE ? BEGINNING : undefined, high: max });
    }
    fillGap(index: number, fromTop: boolean) {
        const all = gaps(this.feed);
        const gap = all[index % Math.max(1, all.length)];
        if (!gap) return;
        if (fromTop) {
            const ids = this.page({ max: gap.above });
            this.feed = learn(this.feed, {
                ids,
                low: ids.length < PAGE ? gap.below : undefined,
                high: gap.above,
            });
        } else {
            const ids = this.page({ min: gap.below });
            this.feed = learn(this.feed, {
                ids,
                low: gap.below,
                high: ids.length < PAGE ? gap.above : undefined,
            });
        }
    }
}

const action = fc.oneof(
    { weight: 5, arbitrary: fc.constant((w: World) => w.post()) },
    fc.constant((w: World) => w.postAfterAHole()),
    fc.nat(50).map((n) => (w: World) => w.postIntoThePast(n)),
    fc.nat(50).map((n) => (w: World) => w.deleteAt(n)),
    fc.constant((w: World) => w.loadNewest()),
    fc.constant((w: World) => w.loadOlder()),
    fc.tuple(fc.nat(5), fc.boolean()).map(
        ([n, top]) =>
            (w: World) =>
                w.fillGap(n, top),
    ),
    fc.constant((w: World) => void (w.connected = false)),
    fc.constant((w: World) => void (w.feed = showAll(w.feed))),
);

function check(world: World) {
    const { feed, posts } = world;
    const known = feed.segments.flatMap((segment) => segment.ids);
    expect(known, 'ordered, each once').toEqual([...new Set(known)].sort((a, b) => compareIds(b, a)));
    for (const segment of feed.segments) {
        const there = posts.filter(
            (id) => compareIds(id, segment.low) >= 0 && compareIds(id, segment.high) <= 0,
        );
        expect(segment.ids, 'a segment has no holes').toEqual(there);
    }
    const onScreen = rows(feed).flatMap((row) => (row.kind === 'status' ? [row.id] : []));
    expect([...waitingIds(feed), ...onScreen], 'every known post waits or is shown').toEqual(known);
    expect(new Set(rows(feed).map((row) => row.id)).size).toBe(rows(feed).length);
}

test('whatever happens, a segment has no holes, and filling the gaps gives exactly what the server has', () => {
    fc.assert(
        fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
            const world = new World();
            for (const act of actions) {
                act(world);
                check(world);
            }
            world.loadNewest();
            for (let turns = 0; gaps(world.feed).length > 0 && turns < 200; turns++)
                world.fillGap(0, turns % 2 === 0);
            for (let turns = 0; !hasEnded(world.feed) && turns < 200; turns++) world.loadOlder();
            expect(world.feed.segments.flatMap((segment) => segment.ids)).toEqual(world.posts);
            expect(world.feed.segments.length).toBeLessThanOrEqual(1);
        }),
        { numRuns: 500 },
    );
});

test('nothing that arrives changes what is on the screen', () => {
    fc.assert(
        fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }), (arrivals) => {
            const before = showAll(learn(emptyFeed, { ids: ['1', '2', '3'] }));
            let feed = before;
            arrivals.forEach((contiguous, i) => (feed = arrive(feed, String(10 + 2 * i), contiguous)));
            expect(rows(feed)).toEqual(rows(before));
            expect(waitingIds(feed)).toHaveLength(arrivals.length);
        }),
    );
});
