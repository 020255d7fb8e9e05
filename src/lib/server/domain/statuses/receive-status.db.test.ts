import { expect, test } from 'vitest';
import { readNote } from '$lib/server/activitypub/read-note';
import { testDatabase } from '../../../../../tests/support/database';
import { aRemoteAccount } from '../../../../../tests/support/factories';
import { receiveStatus } from './receive-status';

const db = await testDatabase();

const noteBy = (author: { uri: string }, name: string, inReplyTo?: string) =>
    readNote({
        id: `https://remote.test/notes/${name}`,
        type: 'Note',
        attributedTo: author.uri,
        content: `<p>${name}</p>`,
        published: new Date().toISOString(),
        to: ['https://www.w3.org/ns/activitystreams#Public'],
        inReplyTo,
    });

test('an answer that arrives in the same moment as what it answers finds its place', async () => {
    const author = await aRemoteAccount(db);
    const pairs = Array.from({ length: 30 }, (_, n) => [
        noteBy(author, `parent-${n}`),
        noteBy(author, `answer-${n}`, `https://remote.test/notes/parent-${n}`),
    ]);
    await Promise.all(pairs.flat().map((each) => receiveStatus(db, author, each)));
    const rows = await db.query.statuses.findMany();
    expect(rows).toHaveLength(60);
    const orphans = rows.filter(({ inReplyToUri, inReplyToId }) => inReplyToUri && !inReplyToId);
    expect(orphans).toEqual([]);
});

test('what cannot be kept takes nothing with it that arrives in the same moment', async () => {
    const author = await aRemoteAccount(db);
    const gone = { ...author, id: '1' };
    const [kept, failed, keptToo] = await Promise.allSettled([
        receiveStatus(db, author, noteBy(author, 'before')),
        receiveStatus(db, gone, noteBy(author, 'of-nobody')),
        receiveStatus(db, author, noteBy(author, 'after')),
    ]);
    expect([kept, failed, keptToo].map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
    ]);
    const uris = (await db.query.statuses.findMany()).map(({ uri }) => uri).sort();
    expect(uris).toEqual(['https://remote.test/notes/after', 'https://remote.test/notes/before']);
});
