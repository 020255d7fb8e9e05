import { expect, test } from 'vitest';
import { cases, reports } from '$lib/server/db/schema';
import { fileReport } from '$lib/server/domain/reports';
import { findByUri } from '$lib/server/domain/accounts';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();

test('another server reports a member and posts of theirs, once however often it says so', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const [alice, bob] = [await aMember(db, 'alice'), await aMember(db, 'bob')];
    const [post, other] = [await aStatus(db, { by: alice }), await aStatus(db, { by: bob })];
    const flag = {
        '@context': 'https://www.w3.org/ns/activitystreams',
        id: `${good.origin}/flags/1`,
        type: 'Flag',
        actor: rita.id,
        content: 'Rude',
        object: [alice.uri, post.uri, `${good.origin}/nothing`],
    };
    for (let twice = 0; twice < 2; twice++) {
        expect(await good.send(`${origin}/inbox`, flag, rita)).toBe(202);
        await settle();
    }
    expect(await db.select().from(reports)).toMatchObject([
        { targetId: alice.id, statusIds: [post.id], comment: 'Rude', uri: flag.id },
    ]);
    expect(other.id).not.toBe(post.id);
    expect(await db.select().from(cases)).toHaveLength(1);
});

test('a report is forwarded with the signature of the server itself', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const [alice, bob] = [await aMember(db, 'alice'), await aMember(db, 'bob')];
    await good.send(
        `${origin}/inbox`,
        { id: `${good.origin}/f/1`, type: 'Follow', actor: rita.id, object: alice.uri },
        rita,
    );
    await settle();
    const target = await findByUri(db, rita.id);
    await fileReport(db, { accountId: bob.id }, { targetId: target!.id, comment: 'Rude', forward: true });
    await settle();
    expect(good.of('Flag')).toMatchObject([
        {
            activity: { actor: `${origin}/actor`, content: 'Rude', object: [rita.id] },
            keyId: `${origin}/actor#main-key`,
        },
    ]);
});
