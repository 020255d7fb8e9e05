import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { follows, mutes, statuses } from '$lib/server/db/schema';
import { NotFound } from '$lib/server/errors';
import { eq } from 'drizzle-orm';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aStatus } from '../../../../../tests/support/factories';
import { threadOf } from './thread-of';

const db = await testDatabase();

type Account = Awaited<ReturnType<typeof anAccount>>;
type Status = Awaited<ReturnType<typeof aStatus>>;

let second = 0;
const answer = (parent: Status, by: Account, given = {}) =>
    aStatus(db, {
        by,
        inReplyToId: parent.id,
        inReplyToAccountId: parent.accountId,
        at: new Date(1_700_000_000_000 + ++second * 1_000),
        ...given,
    });

test('ancestors are oldest first; descendants depth first, an author answering themselves before the others', async () => {
    const [ana, ben] = [await anAccount(db), await anAccount(db)];
    const root = await aStatus(db, { by: ana, at: new Date(1_700_000_000_000) });
    const middle = await answer(root, ben);
    const status = await answer(middle, ana);
    const others = await answer(status, ben);
    const deeper = await answer(others, ana);
    const own = await answer(status, ana);
    const ownDeeper = await answer(own, ben);
    const later = await answer(status, ben);
    expect(await threadOf(db, null, status.id)).toEqual({
        ancestorIds: [root.id, middle.id],
        descendantIds: [own.id, ownDeeper.id, others.id, deeper.id, later.id],
        answers: { known: 5, announced: 5, unwanted: 0 },
    });
    const boost = await aStatus(db, { by: ben, boostOfId: status.id });
    expect((await threadOf(db, null, boost.id)).ancestorIds).toEqual([root.id, middle.id]);
});

test('what the reader may not see is missing, and what answers it is there', async () => {
    const [ana, ben, cleo] = [await anAccount(db), await anAccount(db), await anAccount(db)];
    const root = await aStatus(db, { by: ana });
    const hidden = await answer(root, ben, { visibility: 'private' });
    const open = await answer(hidden, ana);
    const read = async () => (await threadOf(db, { accountId: cleo.id }, root.id)).descendantIds;
    const count = async () => (await threadOf(db, { accountId: cleo.id }, root.id)).answers;
    expect(await read()).toEqual([open.id]);
    expect(await count()).toEqual({ known: 1, announced: 1, unwanted: 0 });
    expect((await threadOf(db, null, open.id)).ancestorIds).toEqual([root.id]);
    await db.insert(follows).values({ id: newId(), accountId: cleo.id, targetId: ben.id });
    expect(await read()).toEqual([hidden.id, open.id]);
    expect(await count()).toEqual({ known: 2, announced: 2, unwanted: 0 });
    await db.insert(mutes).values({ id: newId(), accountId: cleo.id, targetId: ben.id });
    expect(await read()).toEqual([open.id]);
    expect(await count()).toEqual({ known: 2, announced: 2, unwanted: 1 });
    await expect(threadOf(db, null, hidden.id)).rejects.toThrow(NotFound);
});

test('a guest reads 40 above and 60 below; a member reads it all', async () => {
    const ana = await anAccount(db);
    let status = await aStatus(db, { by: ana, at: new Date(1_600_000_000_000) });
    const chain = [status];
    for (let i = 0; i < 45; i++) chain.push((status = await answer(status, ana)));
    for (let i = 0; i < 65; i++) await answer(status, ana);
    const guest = await threadOf(db, null, status.id);
    expect(guest.ancestorIds).toEqual(chain.slice(5, 45).map(({ id }) => id));
    expect(guest.descendantIds).toHaveLength(60);
    const member = await threadOf(db, { accountId: ana.id }, status.id);
    expect(member.ancestorIds).toHaveLength(45);
    expect(member.descendantIds).toHaveLength(65);
    // A guest does not go deeper than 20 answers.
    expect((await threadOf(db, null, chain[0]!.id)).descendantIds).toHaveLength(20);
});

test('a circle of answers comes to an end', async () => {
    const ana = await anAccount(db);
    const first = await aStatus(db, { by: ana });
    const second = await answer(first, ana);
    await db.update(statuses).set({ inReplyToId: second.id }).where(eq(statuses.id, first.id));
    const thread = await threadOf(db, { accountId: ana.id }, first.id);
    expect(new Set(thread.descendantIds)).toEqual(new Set([second.id]));
});
