import { expect, test } from 'vitest';
import { destinations, inOrder } from './destinations';

const member = { profile: '/@ana', administers: false };
const names = (places: { name: string }[]) => places.map(({ name }) => name);

test('the places somebody named come first, in their order, and no other is lost', () => {
    const ordered = inOrder(destinations(member), ['drafts', 'gone-since', 'home']);
    expect(names(ordered).slice(0, 3)).toEqual(['drafts', 'home', 'explore']);
    expect(names(ordered).toSorted()).toEqual(names(destinations(member)).toSorted());
});

test('only who looks after the community is led to its administration', () => {
    expect(names(destinations(member))).not.toContain('admin');
    expect(names(destinations({ ...member, administers: true }))).toContain('admin');
});

test('each address belongs to one place', () => {
    for (const path of ['/home', '/search', '/notifications/requests', '/scheduled', '/lists/7', '/@ana'])
        expect([path, destinations(member).filter(({ current }) => current(path)).length]).toEqual([path, 1]);
});
