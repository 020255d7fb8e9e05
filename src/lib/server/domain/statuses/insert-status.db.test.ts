import { expect, test } from 'vitest';
import { idAt, inTransaction } from '$lib/server/db';
import { testDatabase } from '../../../../../tests/support/database';
import { aRemoteAccount } from '../../../../../tests/support/factories';
import { insertStatus } from './insert-status';

const db = await testDatabase();

test('two posts of one moment that draw the same id are both kept, each with a thread of its own', async () => {
    const author = await aRemoteAccount(db);
    const createdAt = new Date('2024-02-29T12:00:00Z');
    const id = idAt(createdAt);
    const write = (uri: string) =>
        inTransaction(db, (tx) =>
            insertStatus(tx, {
                id,
                accountId: author.id,
                uri,
                local: false,
                visibility: 'public',
                conversationId: id,
                createdAt,
            }),
        );
    const first = await write('https://remote.test/1');
    const second = await write('https://remote.test/2');
    expect(first).toMatchObject({ id, conversationId: id });
    expect(second).toMatchObject({ uri: 'https://remote.test/2' });
    expect(second?.id).not.toBe(id);
    expect(second?.conversationId).toBe(second?.id);
    expect(await write('https://remote.test/1')).toBeUndefined();
    expect(await write('https://remote.test/2')).toBeUndefined();
});
