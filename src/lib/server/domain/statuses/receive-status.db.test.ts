import { expect, test } from 'vitest';
import { readNote } from '$lib/server/activitypub/read-note';
import { testDatabase } from '../../../../../tests/support/database';
import { aRemoteAccount } from '../../../../../tests/support/factories';
import { receiveStatus } from './receive-status';

const db = await testDatabase();

test('an answer that arrives in the same moment as what it answers finds its place', async () => {
    const author = await aRemoteAccount(db);
    const note = (name: string, inReplyTo?: string) =>
        readNote({
            id: `https://remote.test/notes/${name}`,
            type: 'Note',
            attributedTo: author.uri,
            content: `<p>${name}</p>`,
            published: new Date().toISOString(),
            to: ['https://www.w3.org/ns/activitystreams#Public'],
            inReplyTo,
        });
    const pairs = Array.from({ length: 30 }, (_, n) => [
        note(`parent-${n}`),
        note(`answer-${n}`, `https://remote.test/notes/parent-${n}`),
    ]);
    await Promise.all(pairs.flat().map((each) => receiveStatus(db, author, each)));
    const rows = await db.query.statuses.findMany();
    expect(rows).toHaveLength(60);
    const orphans = rows.filter(({ inReplyToUri, inReplyToId }) => inReplyToUri && !inReplyToId);
    expect(orphans).toEqual([]);
});
