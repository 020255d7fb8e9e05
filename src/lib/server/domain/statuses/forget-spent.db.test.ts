import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { idempotencyKeys, tombstones } from '$lib/server/db/schema';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount } from '../../../../../tests/support/factories';
import { forgetIdempotencyKeys, forgetTombstones } from './forget-spent';

const db = await testDatabase();
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

test('9: an Idempotency-Key is kept for a week, and forgotten soon after', async () => {
    const { id: accountId } = await anAccount(db);
    const key = (name: string, createdAt: Date) => ({
        accountId,
        key: name,
        bodyHash: 'x',
        statusId: newId(),
        createdAt,
    });
    await db
        .insert(idempotencyKeys)
        .values([key('young', hoursAgo(7 * 24 - 1)), key('old', hoursAgo(7 * 24 + 1))]);
    await forgetIdempotencyKeys(db);
    expect((await db.select().from(idempotencyKeys)).map(({ key: name }) => name)).toEqual(['young']);
});

test('deletions are remembered for as long as what they delete may still arrive', async () => {
    const buried = (uri: string, days: number) => ({ uri, actorUri: 'x', createdAt: hoursAgo(days * 24) });
    await db.insert(tombstones).values([buried('young', 89), buried('old', 91)]);
    await forgetTombstones(db);
    expect((await db.select().from(tombstones)).map(({ uri }) => uri)).toEqual(['young']);
});
