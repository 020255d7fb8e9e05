import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { follows, mentions } from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import {
    boostStatus,
    deleteStatus,
    editStatus,
    favouriteStatus,
    findByUri,
} from '$lib/server/domain/statuses';
import { aStatus } from '../support/factories';
import { asViewer } from '../support/viewers';
import { presentHistory } from '$lib/server/serializers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const revision = (text: string) => ({ text, contentWarning: '', mediaIds: [], mediaChanges: [] });

async function aPeerWith(name: string) {
    const peer = await RemoteServer.start();
    const person = await peer.person(name);
    const { id } = await resolveActor(db, person.id);
    return Object.assign(peer, { someone: person, actor: { accountId: id } });
}

test('an edit reaches every server that has the post: followers, the named, boosters, likers, repliers', async () => {
    const alice = await aMember(db, 'alice');
    await using following = await aPeerWith('fay');
    await using named = await aPeerWith('nora');
    await using boosting = await aPeerWith('bea');
    await using liking = await aPeerWith('lou');
    await using answering = await aPeerWith('ann');
    await using strange = await aPeerWith('sam');
    const status = await aStatus(db, { by: alice });
    await db
        .insert(follows)
        .values({ id: newId(), accountId: following.actor.accountId, targetId: alice.id });
    await db.insert(mentions).values({ statusId: status.id, accountId: named.actor.accountId });
    await boostStatus(db, boosting.actor, status.id, { uri: 'https://x.example/boost' });
    await favouriteStatus(db, liking.actor, status.id);
    const answer = answering.note(answering.someone, 'yes', { inReplyTo: status.uri });
    await answering.send(inbox, answering.create(answering.someone, answer), answering.someone);
    await settle();
    await editStatus(db, await asViewer(db, alice), status.id, revision('Other words'));
    await settle();
    const peers = [following, named, boosting, liking, answering];
    for (const peer of peers)
        expect(peer.of('Update').map(({ activity }) => activity.object)).toMatchObject([
            { id: status.uri, content: '<p>Other words</p>', updated: expect.any(String) },
        ]);
    expect(strange.received).toEqual([]);
    await deleteStatus(db, { accountId: alice.id }, status.id);
    await settle();
    for (const peer of peers) expect(peer.of('Delete')).toHaveLength(1);
    expect(strange.received).toEqual([]);
});

test('an edit of what is not for everybody goes to nobody but its readers, however it has spread', async () => {
    const alice = await aMember(db, 'alice');
    await using liking = await aPeerWith('lou');
    const follow = { id: newId(), accountId: liking.actor.accountId, targetId: alice.id };
    await db.insert(follows).values(follow);
    const status = await aStatus(db, { by: alice, visibility: 'private' });
    await favouriteStatus(db, liking.actor, status.id);
    await db.delete(follows);
    await settle();
    await editStatus(db, await asViewer(db, alice), status.id, revision('A secret'));
    await settle();
    expect(liking.received).toEqual([]);
});

test('an edit of somebody elsewhere brings its words, people, tags and media, and the history keeps what was', async () => {
    const [alice, bert] = [await aMember(db, 'alice'), await aMember(db, 'bert')];
    await using peer = await aPeerWith('rita');
    const rita = peer.someone;
    const file = (name: string, alt: string) => ({
        type: 'Document',
        mediaType: 'image/png',
        url: `https://x.example/${name}.png`,
        name: alt,
    });
    const mention = (person: { uri: string }, name: string) => ({ type: 'Mention', href: person.uri, name });
    const note = peer.note(rita, 'first', {
        published: '2026-01-01T00:00:00Z',
        tag: [mention(alice, '@alice'), { type: 'Hashtag', name: '#Old' }],
        attachment: [file('a', 'A cat'), file('b', 'A dog')],
    });
    await peer.send(inbox, peer.create(rita, note), rita);
    await settle();
    const later = {
        ...note,
        content: '<p>second</p>',
        updated: '2026-01-01T01:00:00Z',
        tag: [mention(bert, '@bert'), { type: 'Hashtag', name: '#New' }],
        attachment: [file('c', 'A bird'), file('a', 'A black cat')],
    };
    await peer.send(inbox, peer.activity(rita, 'Update', later), rita);
    await settle();
    const status = await findByUri(db, note.id);
    const named = await db.select().from(mentions);
    expect(Object.fromEntries(named.map(({ accountId, silent }) => [accountId, silent]))).toEqual({
        [alice.id]: true,
        [bert.id]: false,
    });
    const worn = await db.$client`select name from status_tags join tags on tags.id = tag_id`;
    expect(worn.map(({ name }) => name)).toEqual(['new']);
    const history = await presentHistory(db, null, status?.id ?? '');
    expect(history.map(({ content }) => content)).toEqual(['<p>first</p>', '<p>second</p>']);
    expect(history.map((version) => version.media_attachments.map(({ description }) => description))).toEqual(
        [
            ['A cat', 'A dog'],
            ['A bird', 'A black cat'],
        ],
    );
    expect(history[0]?.created_at).toBe('2026-01-01T00:00:00.000Z');
    const onlyMedia = { ...later, updated: '2026-01-01T02:00:00Z', attachment: [] };
    await peer.send(inbox, peer.activity(rita, 'Update', onlyMedia), rita);
    await settle();
    expect(await presentHistory(db, null, status?.id ?? '')).toHaveLength(3);
});

test('an edit brings newer counts and another language; an older version brings neither', async () => {
    await using good = await aPeerWith('vera');
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const counts = (likes: number) => ({ likes: { type: 'Collection', totalItems: likes } });
    const note = good.note(good.someone, 'Hallo', { published: at(60), ...counts(3) });
    const update = (changes: object) =>
        good.send(inbox, good.activity(good.someone, 'Update', { ...note, ...changes }), good.someone);
    await good.send(inbox, good.create(good.someone, note), good.someone);
    await settle();
    expect((await findByUri(db, note.id))!.originCounts).toEqual({ likes: 3 });
    await update({ updated: at(10), contentMap: { de: note.content }, ...counts(8) });
    await settle();
    await update({ updated: at(30), contentMap: { en: note.content }, ...counts(5) });
    await settle();
    expect(await findByUri(db, note.id)).toMatchObject({ language: 'de', originCounts: { likes: 8 } });
});
