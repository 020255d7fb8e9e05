import { expect, test } from 'vitest';
import type { GroupedNotificationsResults } from '$lib/mastodon-api/entities';
import { MemoryDatabase } from '../database/memory-database';
import { keepPushed, takePushed, unreadTalk, unreadTalkOnDevice } from './pushed';

const told = (key: string, id: string, type = 'mention') =>
    ({
        accounts: [],
        statuses: [],
        notification_groups: [
            {
                group_key: key,
                type,
                notifications_count: 1,
                most_recent_notification_id: Number(id),
                page_max_id: id,
                sample_account_ids: [],
            },
        ],
    }) as unknown as GroupedNotificationsResults;
const answering = (body: unknown) => async () => Response.json(body);

test('what a push tells of waits on the device until a page takes it, once', async () => {
    const database = new MemoryDatabase();
    await keepPushed(answering(told('mention-1', '7')), database, 'mention-1');
    expect(await unreadTalkOnDevice(database)).toBe(1);
    expect(await takePushed(database)).toEqual([told('mention-1', '7')]);
    expect(await takePushed(database)).toEqual([]);
});

test('a push that cannot be fetched is no failure, and leaves nothing', async () => {
    const database = new MemoryDatabase();
    await keepPushed(() => Promise.reject(new TypeError('offline')), database, 'x');
    await keepPushed(async () => Response.json({ error: 'gone' }, { status: 404 }), database, 'x');
    expect(await takePushed(database)).toEqual([]);
});

test('a device that is never opened keeps the newest forty', async () => {
    const database = new MemoryDatabase();
    for (let n = 1; n <= 45; n++) await keepPushed(answering(told(`k${n}`, String(n))), database, `k${n}`);
    const kept = await takePushed(database);
    expect(kept).toHaveLength(40);
    expect(kept.at(-1)).toEqual(told('k45', '45'));
});

test('the number on the icon counts people talking, not everything that happens, and each once', () => {
    const group = (id: string, type: string, key = id) => ({ id, key, type });
    const groups = [
        group('9', 'mention'),
        group('8', 'favourite'),
        group('7', 'mention'),
        group('9', 'mention'),
    ];
    expect(unreadTalk(groups, null)).toBe(2);
    expect(unreadTalk(groups, '7')).toBe(1);
    expect(unreadTalk(groups, '9')).toBe(0);
});
