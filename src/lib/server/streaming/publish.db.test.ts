import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTransaction, type Database } from '$lib/server/db';
import { testDatabase } from '../../../../tests/support/database';
import { publish, STREAMS, type Notice } from './publish';

const db = await testDatabase();

type Told = Extract<Notice, { event: string }>;

async function openRooms(names: string[]): Promise<void> {
    await db.execute(
        sql`insert into stream_rooms (room, seq) select unnest(${sql.param(names)}::text[]), 100`,
    );
}

/** What was told while `work` ran. Notices arrive in order, so the last of them says that all have come. */
async function told(work: (db: Database) => Promise<void>): Promise<Told[]> {
    const notices: string[] = [];
    const end = Promise.withResolvers<void>();
    const subscription = await db.$client.listen(STREAMS, (payload) => {
        if (payload === 'end') end.resolve();
        else notices.push(payload);
    });
    await work(db);
    await db.$client.notify(STREAMS, 'end');
    await end.promise;
    await subscription.unlisten();
    for (const notice of notices) expect(Buffer.byteLength(notice)).toBeLessThan(8_000);
    return notices.map((notice) => JSON.parse(notice) as Told);
}

test('a room that somebody listens to counts its events, and a room nobody listens to costs nothing', async () => {
    await openRooms(['public']);
    const notices = await told(async () => {
        await publish(db, [{ rooms: ['public', 'user:7'], event: 'update', subjectId: '1' }]);
        await publish(db, [{ rooms: ['public'], event: 'delete', subjectId: '1' }]);
    });
    expect(notices).toEqual([
        { event: 'update', subjectId: '1', rooms: { public: 101 } },
        { event: 'delete', subjectId: '1', rooms: { public: 102 } },
    ]);
    const kept = await db.execute(sql`select room, seq, event, subject_id from stream_events order by seq`);
    expect([...kept]).toEqual([
        { room: 'public', seq: '101', event: 'update', subject_id: '1' },
        { room: 'public', seq: '102', event: 'delete', subject_id: '1' },
    ]);
});

test('several events for one room are counted and told in the order given', async () => {
    await openRooms(['public', 'hashtag:sea']);
    const notices = await told(() =>
        publish(db, [
            { rooms: ['public', 'public'], event: 'update', subjectId: '1' },
            { rooms: ['public', 'hashtag:sea'], event: 'status.update', subjectId: '1' },
        ]),
    );
    expect(notices).toEqual([
        { event: 'update', subjectId: '1', rooms: { public: 101 } },
        { event: 'status.update', subjectId: '1', rooms: { public: 102, 'hashtag:sea': 101 } },
    ]);
});

test('an event for thousands of homes is told in several notices, each of a size PostgreSQL takes', async () => {
    const homes = Array.from({ length: 3_000 }, (_, index) => `user:11${index}0000000000000`);
    await openRooms(homes);
    const notices = await told(() => publish(db, [{ rooms: homes, event: 'update', subjectId: '1' }]));
    expect(notices.length).toBeGreaterThan(10);
    expect(notices.flatMap(({ rooms }) => Object.keys(rooms)).toSorted()).toEqual(homes.toSorted());
});

test('what was published in a transaction that failed was never said', async () => {
    await openRooms(['public']);
    const notices = await told(async () => {
        const failing = inTransaction(db, async (tx) => {
            await publish(tx, [{ rooms: ['public'], event: 'update', subjectId: '1' }]);
            throw new Error('undone');
        });
        await expect(failing).rejects.toThrow('undone');
    });
    expect(notices).toEqual([]);
});

test('many publishers at once for the same rooms neither wait in a circle nor lose count', async () => {
    const rooms = ['a', 'b', 'c', 'd', 'e'];
    await openRooms(rooms);
    const notices = await told(async () => {
        await Promise.all(
            Array.from({ length: 40 }, (_, index) =>
                publish(db, [
                    {
                        rooms: index % 2 ? rooms : rooms.toReversed(),
                        event: 'update',
                        subjectId: String(index),
                    },
                ]),
            ),
        );
    });
    expect(notices.map(({ rooms: { c } }) => c)).toEqual(
        Array.from({ length: 40 }, (_, index) => 101 + index),
    );
});
