import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
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
import {
    boostStatus,
    deleteStatus,
    editStatus,
    favouriteStatus,
    findByUri,
    postStatus,
} from '$lib/server/domain/statuses';
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

test('what somebody elsewhere allows to others only is not tried by members; what is open, asked or unknown is', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const ben = await aMember(db, 'ben');
    const nobody = { automaticApproval: [vera.id] };
    const note = good.note(vera, 'mine', {
        interactionPolicy: {
            canLike: nobody,
            canReply: { always: [vera.followers] },
            canAnnounce: { automaticApproval: [], manualApproval: [PUBLIC] },
        },
    });
    await good.send(`${origin}/inbox`, good.create(vera, note), vera);
    await settle();
    const { id, accountId } = (await findByUri(db, note.id))!;
    await db.insert(follows).values({ id: newId(), accountId: ben.id, targetId: accountId, uri: 'f:1' });
    const refused = 'does not allow';
    const answer = async (who: typeof alice) =>
        postStatus(db, await asViewer(db, who), {
            text: 'hm',
            contentWarning: '',
            mediaIds: [],
            inReplyToId: id,
        });
    await expect(favouriteStatus(db, { accountId: alice.id }, id)).rejects.toThrow(refused);
    await expect(answer(alice)).rejects.toThrow(refused);
    await answer(ben);
    await boostStatus(db, { accountId: alice.id }, id);
    await settle();
    expect(good.of('Create').map(({ activity }) => activity.actor)).toEqual([ben.uri]);
    expect(good.of('Announce').map(({ activity }) => activity.actor)).toEqual([alice.uri]);

    // A newer version may allow more.
    await good.send(
        `${origin}/inbox`,
        good.activity(vera, 'Update', { ...note, interactionPolicy: {} }),
        vera,
    );
    await settle();
    await favouriteStatus(db, { accountId: alice.id }, id);
});
