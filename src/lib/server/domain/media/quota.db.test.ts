import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTransaction, newId } from '../../db';
import { accounts, mediaAttachments, ROLE_IDS, users } from '../../db/schema';
import { changeSetting } from '../instance';
import { checkQuota, quotaOf } from '.';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount } from '../../../../../tests/support/factories';

const db = await testDatabase();

const keep = (accountId: string, bytes: number, on: Parameters<typeof checkQuota>[0] = db) =>
    on.insert(mediaAttachments).values({ id: newId(), accountId, type: 'image', bytes });

async function aMember(set: Partial<typeof users.$inferInsert> = {}) {
    const { id } = await anAccount(db);
    if (Object.keys(set).length > 0) await db.update(users).set(set).where(eq(users.accountId, id));
    return { accountId: id };
}

test('counts what posts show and the pictures of the profile, of one member alone', async () => {
    const [ana, ben] = [await aMember(), await aMember()];
    await keep(ana.accountId, 700);
    await keep(ana.accountId, 300);
    await keep(ben.accountId, 5);
    await db.update(accounts).set({ avatarBytes: 20, headerBytes: 4 }).where(eq(accounts.id, ana.accountId));
    expect(await quotaOf(db, ana)).toEqual({ used: 1_024, files: 4, allowed: 5e9 });
});

test('is as the role may, unless something was decided about the member', async () => {
    await changeSetting(db, 'uploads', 'member=2GB,moderator=3GB');
    const allowed = async (set: Partial<typeof users.$inferInsert>) =>
        (await quotaOf(db, await aMember(set))).allowed;
    expect(await allowed({})).toBe(2e9);
    expect(await allowed({ roleId: ROLE_IDS.moderator })).toBe(3e9);
    expect(await allowed({ roleId: ROLE_IDS.owner })).toBeNull();
    expect(await allowed({ uploadQuota: 10 })).toBe(10);
    expect(await allowed({ uploadQuota: -1 })).toBeNull();
});

test('refuses in words that name what is kept and what may be', async () => {
    const ana = await aMember({ uploadQuota: 3_000_000_000 });
    await keep(ana.accountId, 2_000_000_000);
    await checkQuota(db, ana, 1_000_000_000);
    await expect(checkQuota(db, ana, 1_000_000_001)).rejects.toThrow(
        'You keep 2 GB of the 3 GB of files that you may keep here, and this needs 1 GB more',
    );
});

test('the last room is taken once, however many want it at the same moment', async () => {
    const ana = await aMember({ uploadQuota: 1_000 });
    const taken = await Promise.allSettled(
        Array.from({ length: 4 }, () =>
            inTransaction(db, async (tx) => {
                await checkQuota(tx, ana, 400);
                await keep(ana.accountId, 400, tx);
            }),
        ),
    );
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await quotaOf(db, ana)).used).toBe(800);
});
