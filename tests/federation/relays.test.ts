/** Relays of both kinds: they are asked, answer, get what is for everybody, and are believed in nothing. */
import { expect, test } from 'vitest';
import type { Notification, Status } from '$lib/mastodon-api/entities';
import { commands, runCommand } from '$lib/server/cli';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { relays, statuses } from '$lib/server/db/schema';
import { decideOnDomain } from '$lib/server/domain/moderation';
import { takeRelayed } from '$lib/server/domain/relays';
import { findByUri } from '$lib/server/domain/statuses';
import { ask } from '../support/api-routes';
import { aToken } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';
import { reasonOf } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const us = `${origin}/actor`;

async function atoll(...words: string[]): Promise<string> {
    const said: string[] = [];
    const write = (text: string) => void said.push(text);
    expect(await runCommand(commands, words, { out: write, error: write }, () => Promise.resolve(db))).toBe(
        0,
    );
    await settle();
    return said.join('');
}

/** A relay that has been asked, and has said yes unless it is not to. */
async function aRelay(kind: 'mastodon' | 'litepub', { answers = true } = {}) {
    const host = await RemoteServer.start();
    const actor = await host.person('relay', { type: kind === 'litepub' ? 'Application' : 'Service' });
    const address = kind === 'litepub' ? actor.id : `${host.origin}/inbox`;
    await atoll('relays', 'add', address);
    const [follow] = host.of('Follow');
    const say = async (type: string, object: unknown, changes = {}) => {
        const status = await host.send(inbox, host.activity(actor, type, object, changes), actor);
        await settle();
        return status;
    };
    if (answers) await say('Accept', follow?.activity);
    return Object.assign(host, { actor, address, follow: follow!.activity, say });
}

async function aPost(token: string, json: Record<string, unknown>): Promise<Status> {
    const { body } = await ask<Status>('POST', '/api/v1/statuses', { token, json });
    await settle();
    return body;
}

const listed = async () =>
    (await ask<Status[]>('GET', '/api/v1/timelines/public')).body.map(({ uri }) => uri);

test('a relay of Mastodon’s kind is asked for all that is public, and counts once it says yes itself', async () => {
    await using relay = await aRelay('mastodon', { answers: false });
    await using evil = await RemoteServer.start();
    const eve = await evil.person('eve', { type: 'Service' });
    expect(relay.of('Follow')).toMatchObject([
        { path: '/inbox', keyId: `${us}#main-key`, activity: { actor: us, object: PUBLIC } },
    ]);
    expect(await atoll('relays', 'list')).toMatch(/\/inbox +mastodon +waiting/);
    await evil.send(inbox, evil.activity(eve, 'Accept', relay.follow), eve);
    await settle();
    expect(await db.select().from(relays)).toMatchObject([{ state: 'pending', actorUri: null }]);
    await relay.say('Reject', relay.follow.id);
    expect(await atoll('relays', 'list')).toMatch(/refused/);
    await atoll('relays', 'on', relay.address);
    await relay.say('Accept', relay.follow);
    expect(await atoll('relays', 'list')).toMatch(/waiting/);
    await relay.say('Accept', relay.of('Follow')[1]?.activity);
    expect(await db.select().from(relays)).toMatchObject([{ state: 'accepted', actorUri: relay.actor.id }]);
});

test('what a member posts for everybody goes to relays, with its edits and its end; nothing else does', async () => {
    await using relay = await aRelay('mastodon');
    const token = await aToken(db, await aMember(db, 'alice'));
    const { id, uri } = await aPost(token, { status: 'hello all' });
    for (const visibility of ['unlisted', 'private', 'direct'])
        await aPost(token, { status: 'not for all', visibility });
    await aPost(token, { status: 'for members', local_only: true });
    await ask('PUT', `/api/v1/statuses/${id}`, { token, json: { status: 'hello everybody' } });
    await settle();
    await ask('DELETE', `/api/v1/statuses/${id}`, { token });
    await settle();
    expect(relay.received.slice(1).map(({ activity }) => activity)).toMatchObject([
        { type: 'Create', object: { id: uri } },
        { type: 'Update', object: { id: uri } },
        { type: 'Delete', object: { id: uri } },
    ]);
    await atoll('relays', 'off', relay.address);
    expect(relay.of('Undo')).toMatchObject([{ activity: { actor: us, object: { id: relay.follow.id } } }]);
    await aPost(token, { status: 'without it' });
    expect(relay.of('Create')).toHaveLength(1);
    await atoll('relays', 'remove', relay.address);
    expect(await atoll('relays', 'list')).toBe('There are none.\n');
});

test('what a relay boosts is read at its origin and stands in public places; whom it names is told when its author sends it', async () => {
    await using relay = await aRelay('mastodon');
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const mention = { type: 'Mention', href: alice.uri, name: '@alice' };
    const note = good.note(vera, 'for @alice', { tag: [mention] });
    const secret = good.note(vera, 'for few', { to: [vera.followers], cc: [] });
    expect(await relay.say('Announce', { ...note, content: 'forged' }, { to: [PUBLIC] })).toBe(202);
    await relay.say('Announce', secret.id, { to: [PUBLIC] });
    await relay.say('Announce', `${good.origin}/nothing`, { to: [PUBLIC] });
    expect(await listed()).toEqual([note.id]);
    expect((await findByUri(db, note.id))?.contentHtml).toBe('<p>for @alice</p>');
    expect(await db.select().from(statuses)).toHaveLength(1);
    const told = async () => (await ask<Notification[]>('GET', '/api/v1/notifications', { token })).body;
    expect(await told()).toEqual([]);
    for (const _time of [1, 2]) await good.send(inbox, good.create(vera, note), vera);
    await settle();
    expect(await told()).toMatchObject([{ type: 'mention', status: { uri: note.id } }]);
});

test('what a relay hands on whole is read at its origin too; from anybody else it is refused', async () => {
    await using relay = await aRelay('mastodon');
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const note = good.note(vera, 'passed on');
    const forged = { ...good.create(vera, note), object: { ...note, content: 'forged' } };
    const stranger = await relay.person('stranger', { type: 'Service' });
    const handOn = async (by: RemotePerson) => {
        const status = await relay.send(inbox, forged, by);
        await settle();
        return status;
    };
    expect(await handOn(stranger)).toBe(403);
    expect(await listed()).toEqual([]);
    expect(await handOn(relay.actor)).toBe(202);
    expect(await listed()).toEqual([note.id]);
    expect((await findByUri(db, note.id))?.contentHtml).toBe('<p>passed on</p>');
});

test('a relay that speaks LitePub is followed, may follow in turn, and is told of public posts by the server’s boost', async () => {
    await using relay = await aRelay('litepub');
    expect(relay.of('Follow')).toMatchObject([{ activity: { actor: us, object: relay.actor.id } }]);
    await relay.say('Follow', us);
    expect(relay.of('Accept')).toMatchObject([
        { activity: { actor: us, object: { actor: relay.actor.id } } },
    ]);
    const token = await aToken(db, await aMember(db, 'alice'));
    const { id, uri } = await aPost(token, { status: 'hello all' });
    await aPost(token, { status: 'not for all', visibility: 'unlisted' });
    expect(relay.of('Announce')).toMatchObject([
        { keyId: `${us}#main-key`, activity: { actor: us, object: uri, to: [PUBLIC] } },
    ]);
    await ask('DELETE', `/api/v1/statuses/${id}`, { token });
    await settle();
    expect(relay.of('Undo')).toMatchObject([{ activity: { object: { type: 'Announce', object: uri } } }]);

    await using good = await RemoteServer.start();
    const note = good.note(await good.person('vera'), 'relayed');
    await relay.say('Announce', note.id, { to: [`${relay.actor.id}/followers`] });
    expect(await listed()).toContain(note.id);
    const stranger = await relay.person('stranger', { type: 'Application' });
    await relay.send(inbox, relay.activity(stranger, 'Follow', us), stranger);
    await settle();
    expect(relay.of('Accept')).toHaveLength(1);
});

test('a relay that is suspended gets nothing more; none makes this server ask whom it refuses, or anybody too often', async () => {
    await using relay = await aRelay('mastodon');
    await using good = await RemoteServer.start();
    await using bad = await RemoteServer.start();
    await decideOnDomain(db, bad.host, { severity: 'suspend' }, { actorId: null });
    const note = bad.note(await bad.person('eve'), 'spam');
    await relay.say('Announce', note.id, { to: [PUBLIC] });
    expect(bad.requests).toEqual([]);
    await decideOnDomain(db, relay.host, { severity: 'suspend' }, { actorId: null });
    await aPost(await aToken(db, await aMember(db, 'alice')), { status: 'hello all' });
    expect(relay.of('Create')).toEqual([]);
    expect(await relay.say('Announce', `${good.origin}/n/0`)).toBe(403);
    const posts = Array.from({ length: 125 }, (_, index) => `${good.origin}/n/${index}`);
    const reasons = await Promise.all(
        posts.map((uri) => reasonOf(takeRelayed(db, { inboxUrl: inbox }, uri))),
    );
    expect(good.requests).toHaveLength(120);
    expect(reasons.filter((reason) => reason === 'too-many')).toHaveLength(5);
});
