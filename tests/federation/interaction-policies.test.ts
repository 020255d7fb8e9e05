import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import {
    favourites,
    follows,
    interactionRequests,
    statuses,
    type InteractionRule,
} from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import { authorizeRequest, listRequests } from '$lib/server/domain/interactions';
import { deleteStatus, editStatus, findByUri, postStatus } from '$lib/server/domain/statuses';
import { aStatus } from '../support/factories';
import { asViewer } from '../support/viewers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();

/** A member's post that leaves everything to `rule`, and what rita sends about it: a reply, a like, a boost. */
async function aScene(good: RemoteServer, rule: InteractionRule) {
    const rita = await good.person('rita');
    const alice = await aMember(db, 'alice');
    const interactionPolicy = { reply: rule, favourite: rule, boost: rule };
    const post = await aStatus(db, { by: alice, interactionPolicy });
    const reply = good.note(rita, 'so true', { inReplyTo: post.uri });
    for (const activity of [
        good.create(rita, reply),
        good.activity(rita, 'Like', post.uri),
        good.activity(rita, 'Announce', post.uri, { to: reply.to }),
    ])
        expect(await good.send(`${origin}/inbox`, activity, rita)).toBe(202);
    await settle();
    return { alice, post, reply };
}

const countsOf = async (id: string) => {
    const [row] = await db.select().from(statuses).where(eq(statuses.id, id));
    return [row?.repliesCount, row?.favouritesCount, row?.boostsCount];
};

test('what a member lets nobody do has no effect when somebody elsewhere does it', async () => {
    await using good = await RemoteServer.start();
    const { post, reply } = await aScene(good, { automatic: [], manual: [] });
    expect(await findByUri(db, reply.id)).toBeUndefined();
    expect(await db.select().from(favourites)).toEqual([]);
    expect(await countsOf(post.id)).toEqual([0, 0, 0]);
    expect(await db.select().from(interactionRequests)).toEqual([]);
});

test('what a member decides about waits for them, also when somebody elsewhere does it', async () => {
    await using good = await RemoteServer.start();
    const { alice, post, reply } = await aScene(good, { automatic: [], manual: ['public'] });
    expect(await findByUri(db, reply.id)).toMatchObject({ awaitsApproval: true });
    expect(await countsOf(post.id)).toEqual([0, 0, 0]);
    const member = { accountId: alice.id };
    const kinds = ['reply', 'favourite', 'boost'] as const;
    const requests = await listRequests(db, member, { kinds }, { limit: 10 });
    expect(requests).toHaveLength(3);
    for (const { id } of requests) await authorizeRequest(db, member, id);
    await settle();
    expect(await findByUri(db, reply.id)).toMatchObject({ awaitsApproval: false });
    expect(await countsOf(post.id)).toEqual([1, 1, 1]);
});

test('a reply that waits leaves this server in no shape: as it is, edited or deleted; once let through it does', async () => {
    await using good = await RemoteServer.start();
    const [alice, bob] = [await aMember(db, 'alice'), await aMember(db, 'bob')];
    const fan = await resolveActor(db, (await good.person('fay')).id);
    await db.insert(follows).values({ id: newId(), accountId: fan.id, targetId: alice.id });
    const everybodyWaits = { reply: { automatic: [], manual: ['public' as const] } };
    const post = await aStatus(db, { by: bob, interactionPolicy: everybodyWaits });
    const viewer = await asViewer(db, alice);
    const answer = async () => {
        const draft = {
            text: `so true @fay@${good.host}`,
            contentWarning: '',
            mediaIds: [],
            inReplyToId: post.id,
        };
        const { id } = await postStatus(db, viewer, draft);
        await editStatus(db, viewer, id, { ...draft, text: `${draft.text}!`, mediaChanges: [] });
        await settle();
        return id;
    };
    await deleteStatus(db, viewer, await answer());
    await settle();
    expect(good.received).toEqual([]);

    const waiting = await answer();
    const [request] = await listRequests(db, { accountId: bob.id }, { kinds: ['reply'] }, { limit: 1 });
    await authorizeRequest(db, { accountId: bob.id }, request!.id);
    await settle();
    await deleteStatus(db, viewer, waiting);
    await settle();
    expect(good.received.map(({ activity }) => activity.type)).toEqual(['Create', 'Delete']);
});
