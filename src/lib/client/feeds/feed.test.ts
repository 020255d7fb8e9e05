import { describe, expect, test } from 'vitest';
import {
    arrive,
    BEGINNING,
    emptyFeed,
    gaps,
    hasEnded,
    learn,
    oldestBound,
    remove,
    rows,
    showAll,
    trim,
    waitingIds,
    type Feed,
} from './feed';

const ids = (...numbers: number[]) => numbers.map(String);
const stretches = (feed: Feed) => feed.segments.map((segment) => segment.ids);
const shown = (...numbers: number[]) => showAll(learn(emptyFeed, { ids: ids(...numbers) }));

describe('a feed', () => {
    test('joins a newer page that reaches what was known', () => {
        const feed = learn(shown(5, 4, 3), { ids: ids(7, 6), low: '5' });
        expect(stretches(feed)).toEqual([ids(7, 6, 5, 4, 3)]);
    });

    test('keeps a gap below a newer page that was full', () => {
        const feed = learn(shown(3, 2, 1), { ids: ids(9, 8) });
        expect(stretches(feed)).toEqual([ids(9, 8), ids(3, 2, 1)]);
        expect(gaps(feed)).toEqual([{ id: 'gap-3', above: '8', below: '3' }]);
    });

    test('closes a gap from below, page by page', () => {
        let feed = learn(shown(3, 2, 1), { ids: ids(9, 8) });
        feed = learn(feed, { ids: ids(5, 4), low: '3' });
        expect(gaps(feed)).toEqual([{ id: 'gap-5', above: '8', below: '5' }]);
        feed = learn(feed, { ids: ids(7, 6), low: '5', high: '8' });
        expect(stretches(feed)).toEqual([ids(9, 8, 7, 6, 5, 4, 3, 2, 1)]);
    });

    test('closes a gap in which there was nothing', () => {
        const feed = learn(learn(shown(3), { ids: ids(9) }), { ids: [], low: '3', high: '9' });
        expect(stretches(feed)).toEqual([ids(9, 3)]);
    });

    test('reads downwards until the beginning', () => {
        let feed = learn(shown(9, 8), { ids: ids(7, 6), high: '8' });
        expect([hasEnded(feed), oldestBound(feed)]).toEqual([false, '6']);
        feed = learn(feed, { ids: ids(5), low: BEGINNING, high: '6' });
        expect([hasEnded(feed), stretches(feed)]).toEqual([true, [ids(9, 8, 7, 6, 5)]]);
    });

    test('of someone new is empty, known to be, and goes on from there', () => {
        const feed = learn(emptyFeed, { ids: [], low: BEGINNING });
        expect([hasEnded(feed), rows(feed)]).toEqual([true, []]);
        expect(rows(showAll(arrive(feed, '1', true)))).toEqual([{ kind: 'status', id: '1' }]);
    });

    test('orders ids by length before letters', () => {
        expect(stretches(learn(emptyFeed, { ids: ['9', '10', '100'] }))).toEqual([['100', '10', '9']]);
    });
});

describe('a post that arrives live', () => {
    test('waits and moves nothing that is being read', () => {
        const before = shown(3, 2, 1);
        const feed = arrive(before, '4', true);
        expect(rows(feed)).toEqual(rows(before));
        expect(waitingIds(feed)).toEqual(['4']);
    });

    test('opens a gap when something was missed before it', () => {
        const feed = showAll(arrive(shown(3, 2, 1), '9', false));
        expect(rows(feed).map((row) => row.id)).toEqual(['9', 'gap-3', '3', '2', '1']);
    });

    test('dated into the past takes its place, without opening the pill', () => {
        const feed = arrive(shown(9, 8, 3), '5', true);
        expect(stretches(feed)).toEqual([ids(9, 8, 5, 3)]);
        expect(waitingIds(feed)).toEqual([]);
    });

    test('dated into an unknown past is left for the page that reaches it', () => {
        const feed = shown(9, 8);
        expect(arrive(feed, '2', true)).toBe(feed);
    });

    test('twice is there once', () => {
        const feed = arrive(arrive(shown(1), '2', true), '2', true);
        expect(stretches(feed)).toEqual([ids(2, 1)]);
    });
});

describe('a deleted post', () => {
    test('leaves, shown or waiting', () => {
        expect(rows(remove(shown(3, 2, 1), '2')).map((row) => row.id)).toEqual(['3', '1']);
        expect(waitingIds(remove(arrive(shown(1), '2', true), '2'))).toEqual([]);
    });

    test('at the top of the screen takes nothing of what waits with it', () => {
        const feed = remove(arrive(shown(3, 2), '4', true), '3');
        expect(rows(feed).map((row) => row.id)).toEqual(['2']);
        expect(waitingIds(feed)).toEqual(['4']);
    });

    test('does not close the gap below it', () => {
        const feed = arrive(remove(arrive(shown(1), '3', false), '3'), '4', true);
        expect(gaps(feed)).toEqual([{ id: 'gap-1', above: '3', below: '1' }]);
    });
});

test('trimming keeps the newest posts and forgets that the end was reached', () => {
    const feed = learn(learn(emptyFeed, { ids: ids(3, 2, 1), low: BEGINNING }), { ids: ids(9, 8) });
    expect(stretches(trim(feed, 3))).toEqual([ids(9, 8), ids(3)]);
    expect(hasEnded(trim(feed, 3))).toBe(false);
    expect(stretches(trim(feed, 2))).toEqual([ids(9, 8)]);
    expect(trim(feed, 50)).toBe(feed);
});
