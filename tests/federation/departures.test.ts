import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { accounts, favourites, follows, statuses, users } from '$lib/server/db/schema';
import { fetchActor } from '$lib/server/domain/accounts';
import { boostStatus, favouriteStatus, findByUri } from '$lib/server/domain/statuses';
import { followAccount } from '$lib/server/domain/relationships';
import { deleteMember } from '$lib/server/domain/users';
import { GET as listPublic } from '../../src/routes/api/v1/timelines/public/+server';
import { call } from '../support/call-endpoint';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const shown = async () => (await call<unknown[]>(listPublic)).body.length;
const account = async (id: string) => (await db.select().from(accounts).where(eq(accounts.id, id)))[0];

test('whom their own server suspends is hidden with all they posted, until it takes that back', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    await good.send(inbox, good.create(vera, good.note(vera, 'here I am')), vera);
    await settle();
    expect(await shown()).toBe(1);
    const suspend = async (suspended: boolean) => {
        const told = good.activity(vera, 'Update', { ...vera.document, suspended });
        expect(await good.send(inbox, told, vera)).toBe(202);
        await settle();
    };
    await suspend(true);
    expect(await shown()).toBe(0);
    await good.send(inbox, good.create(vera, good.note(vera, 'still here')), vera);
    await settle();
    expect(await db.select().from(statuses)).toHaveLength(1);
    await suspend(false);
    expect(await shown()).toBe(1);
});

test('what was suspended here stays so, whatever their own server says', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera', { suspended: false });
    const { id } = await fetchActor(db, vera.id);
    await db
        .update(accounts)
        .set({ suspendedAt: new Date(), suspendedBy: 'local' })
        .where(eq(accounts.id, id));
    await fetchActor(db, vera.id);
    expect(await account(id)).toMatchObject({ suspendedAt: expect.any(Date), suspendedBy: 'local' });
    expect(await good.send(inbox, good.activity(vera, 'Update', vera.document), vera)).toBe(403);
});

test('who is gone elsewhere leaves no numbers behind: not under posts, not at those they followed', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const { id } = await fetchActor(db, vera.id);
    const alice = await aMember(db, 'alice');
    const post = await aStatus(db, { by: alice });
    await followAccount(db, { accountId: id }, alice.id);
    await favouriteStatus(db, { accountId: id }, post.id);
    await boostStatus(db, { accountId: id }, post.id);
    const reply = good.note(vera, 'yes', { inReplyTo: post.uri });
    await good.send(inbox, good.create(vera, reply), vera);
    await settle();
    expect(await findByUri(db, post.uri)).toMatchObject({
        repliesCount: 1,
        boostsCount: 1,
        favouritesCount: 1,
    });
    await good.send(inbox, good.activity(vera, 'Delete', vera.id), vera);
    await settle();
    expect(await findByUri(db, post.uri)).toMatchObject({
        repliesCount: 0,
        boostsCount: 0,
        favouritesCount: 0,
    });
    expect(await db.select().from(favourites)).toEqual([]);
    expect((await account(alice.id))?.followersCount).toBe(0);
});

test('every server is told of a member who left that they are gone', async () => {
    await using good = await RemoteServer.start();
    await using other = await RemoteServer.start();
    await fetchActor(db, (await other.person('stranger')).id);
    const rita = await fetchActor(db, (await good.person('rita')).id);
    const alice = await aMember(db, 'alice');
    await aMember(db, 'owner');
    await db.insert(follows).values({ id: newId(), accountId: rita.id, targetId: alice.id });
    const [user] = await db.select().from(users).where(eq(users.accountId, alice.id));
    await deleteMember(db, { userId: user!.id, accountId: alice.id });
    await settle();
    const [told] = good.of('Delete');
    expect(told?.activity).toMatchObject({ actor: alice.uri, object: alice.uri });
    expect(told?.verify(alice.publicPem)).toBe(true);
    expect(other.of('Delete')).toHaveLength(1);
    expect((await good.get(alice.uri)).status).toBe(410);
});
