import { beforeEach, expect, test, vi } from 'vitest';
import type { GroupedNotificationsResults, Notification } from '$lib/mastodon-api/entities';
import { aServer, aStatusEntity, anAccountEntity } from '../../../../tests/support/mastodon-client';
import { MemoryDatabase } from '../database/memory-database';
import { database, useDatabase } from '../database/open';
import type { ChannelListener, LiveConnection } from '../streaming/connection';
import { Entities } from './entities.svelte';
import { NotificationsStore } from './notifications.svelte';

// What cleans HTML needs a browser, and is tried in one (tests/e2e).
vi.mock('../database/sanitise', () => ({
    loadSanitiser: async () => {},
    sanitiseStatus: (status: unknown) => status,
    sanitiseAccount: (account: unknown) => account,
}));

const told: GroupedNotificationsResults = {
    accounts: [anAccountEntity('1'), anAccountEntity('2')],
    statuses: [aStatusEntity('7')],
    notification_groups: [
        {
            group_key: 'favourite-7',
            type: 'favourite',
            notifications_count: 2,
            most_recent_notification_id: 20,
            page_max_id: '20',
            sample_account_ids: ['2', '1'],
            status_id: '7',
        },
    ],
};
const another: Notification = {
    id: '30',
    type: 'favourite',
    group_key: 'favourite-7',
    created_at: '2026-01-01T00:00:00.000Z',
    account: anAccountEntity('3'),
    status: aStatusEntity('7'),
};

let listener: ChannelListener;
function aStore(online = true): NotificationsStore {
    const { fetch } = aServer((_method, url) => {
        if (!online) throw new TypeError('offline');
        if (url.pathname === '/api/v2/notifications') return Response.json(told);
        return Response.json({ notifications: { last_read_id: '10', version: 1, updated_at: '' } });
    });
    const live = {
        join: (_channel: string, joined: ChannelListener) => {
            listener = joined;
            return () => {};
        },
    } as unknown as LiveConnection;
    return new NotificationsStore({ fetch, live, entities: new Entities() });
}
beforeEach(() => useDatabase(new MemoryDatabase()));

test('a group is one item with its people, unread when its newest is', async () => {
    const store = aStore();
    await store.start();
    expect(store.items).toHaveLength(1);
    expect(store.items[0]).toMatchObject({ id: '20', key: 'favourite-7', status: { id: '7' } });
    expect(store.items[0]?.accounts.map(({ id }) => id)).toEqual(['2', '1']);
    expect(store.unreadCount).toBe(1);
});

test('one that comes live joins its group, on the screen and on the device', async () => {
    const store = aStore();
    await store.start();
    listener.onEvent({ event: 'notification', payload: another });
    await vi.waitFor(() => expect(store.items[0]?.group.notifications_count).toBe(3));
    expect(store.items.map(({ id }) => id)).toEqual(['30']);
    await vi.waitFor(async () => expect(await database().ids('notificationGroups')).toEqual(['30']));
});

test('what was seen once is there again without the network', async () => {
    await aStore().start();
    const store = aStore(false);
    await store.start();
    expect(store.state).toBe('ready');
    expect(store.items[0]?.accounts.map(({ id }) => id)).toEqual(['2', '1']);
});
