import { expect, test } from 'vitest';
import type { Announcement } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { customEmojis } from '$lib/server/db/schema';
import {
    changeAnnouncement,
    publishAnnouncement,
    removeAnnouncement,
} from '$lib/server/domain/announcements';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { letTimeCome, testDatabase } from '../support/database';
import { aStatus, aToken, anAccount } from '../support/factories';
import { liveServer } from '../streaming/support/live-server';

const db = await testDatabase();
const server = liveServer(db);
const PATH = '/api/v1/announcements';

const read = async (token: string) => (await ask<Announcement[]>('GET', PATH, { token })).body;
const aMember = async () => aToken(db, await anAccount(db));

test('what is announced reads like a post: people, hashtags, posts and emoji it names stand beside it', async () => {
    const ana = await anAccount(db, { username: 'ana' });
    const [shown, hidden] = [
        await aStatus(db, { by: ana }),
        await aStatus(db, { by: ana, visibility: 'private' }),
    ];
    await db.insert(customEmojis).values({ id: newId(), shortcode: 'whale', key: 'emoji/whale.png' });
    const row = await publishAnnouncement(db, {
        text: `Tonight :whale: with @ana #Sea\n${shown.url} ${hidden.url}`,
        startsAt: new Date('2030-05-01'),
        endsAt: new Date('2030-05-02'),
        allDay: true,
    });
    const [announcement] = await read(await aMember());
    expect(announcement).toMatchObject({
        id: row.id,
        starts_at: '2030-05-01T00:00:00.000Z',
        ends_at: '2030-05-02T00:00:00.000Z',
        all_day: true,
        read: false,
        mentions: [{ id: ana.id, acct: 'ana' }],
        tags: [{ name: 'sea' }],
        statuses: [{ id: shown.id, url: shown.url }],
        emojis: [{ shortcode: 'whale' }],
        reactions: [],
    });
    expect(announcement!.content).toContain('class="u-url mention"');
});

test('a member who has read it is told so, and nobody else; it ends by itself, and can be taken back', async () => {
    const [ana, bob] = [await aMember(), await aMember()];
    const { id } = await publishAnnouncement(db, { text: 'The ferry is late' });
    await ask('POST', `${PATH}/${id}/dismiss`, { token: ana });
    expect(await ask('POST', `${PATH}/${id}/dismiss`, { token: ana })).toMatchObject({
        status: 200,
        body: {},
    });
    expect((await read(ana))[0]).toMatchObject({ id, read: true });
    expect((await read(bob))[0]).toMatchObject({ id, read: false });
    await changeAnnouncement(db, id, { endsAt: new Date('2020-01-01') });
    expect(await read(ana)).toEqual([]);
    await changeAnnouncement(db, id, { endsAt: null });
    await removeAnnouncement(db, id);
    expect(await read(ana)).toEqual([]);
    for (const method of ['POST', 'PUT'] as const)
        expect(
            await ask(method, `${PATH}/${id}/${method === 'POST' ? 'dismiss' : 'reactions/%F0%9F%8E%89'}`, {
                token: ana,
            }),
        ).toMatchObject({ status: 404 });
});

test('an emoji is put under it once by each, a character or one of the community, and at most eight different ones', async () => {
    const [ana, bob] = [await aMember(), await aMember()];
    const { id } = await publishAnnouncement(db, { text: 'We are a year old' });
    await db.insert(customEmojis).values({ id: newId(), shortcode: 'cake', key: 'emoji/cake.png' });
    const react = (token: string, name: string, method: 'PUT' | 'DELETE' = 'PUT') =>
        ask(method, `${PATH}/${id}/reactions/${encodeURIComponent(name)}`, { token });
    await Promise.all([react(ana, '🎉'), react(ana, '🎉'), react(bob, '🎉'), react(bob, 'cake')]);
    expect((await read(ana))[0]!.reactions).toMatchObject([
        { name: '🎉', count: 2, me: true },
        { name: 'cake', count: 1, me: false, url: expect.stringContaining('cake.png') },
    ]);
    await react(ana, '🎉', 'DELETE');
    expect(await react(ana, '🎉', 'DELETE')).toMatchObject({ status: 200, body: {} });
    expect((await read(ana))[0]!.reactions[0]).toMatchObject({ count: 1, me: false });
    for (const name of ['party', 'x', '🎉🎉', ' '])
        expect(await react(ana, name)).toMatchObject({ status: 422 });
    const more = await Promise.all(
        ['🐋', '🐳', '🐬', '🦭', '🐟', '🐡', '🦐'].map((name) => react(ana, name)),
    );
    expect(more.filter(({ status }) => status === 422)).toHaveLength(1);
});

test('members who listen hear of it, of its change, of an emoji and of its end, each as Mastodon words it', async () => {
    const token = await aMember();
    const { messages } = await server.listening(token, 'user');
    const { id } = await publishAnnouncement(db, { text: 'Hello' });
    await runJobs();
    const first = await messages.next();
    expect(first).toMatchObject({ stream: ['user'], event: 'announcement' });
    expect(JSON.parse(first.payload!)).toMatchObject({ id, content: '<p>Hello</p>' });
    expect(JSON.parse(first.payload!)).not.toHaveProperty('read');
    await changeAnnouncement(db, id, { text: 'Hello again' });
    await runJobs();
    expect(JSON.parse((await messages.next()).payload!)).toMatchObject({ id, content: '<p>Hello again</p>' });
    await ask('PUT', `${PATH}/${id}/reactions/${encodeURIComponent('👋')}`, { token });
    await runJobs();
    const reaction = await messages.next();
    expect(reaction.event).toBe('announcement.reaction');
    expect(JSON.parse(reaction.payload!)).toEqual({ name: '👋', count: 1, announcement_id: id });
    await removeAnnouncement(db, id);
    await runJobs();
    expect(await messages.next()).toEqual({ stream: ['user'], event: 'announcement.delete', payload: id });
});

test('its end is heard when it comes, at the time it was last given', async () => {
    const token = await aMember();
    const { messages } = await server.listening(token, 'user');
    const inAnHour = () => new Date(Date.now() + 3_600_000);
    const { id } = await publishAnnouncement(db, { text: 'Ferry', endsAt: inAnHour() });
    await changeAnnouncement(db, id, { endsAt: new Date(Date.now() + 7_200_000) });
    await runJobs();
    for (let change = 0; change < 2; change++)
        expect(await messages.next()).toMatchObject({ event: 'announcement' });
    // The end it was given first passes without a word.
    await letTimeCome(db);
    await runJobs();
    expect(await messages.next()).toMatchObject({ event: 'announcement.delete', payload: id });

    await changeAnnouncement(db, id, { endsAt: new Date('2020-01-01') });
    await runJobs();
    expect(await messages.next()).toMatchObject({ event: 'announcement.delete', payload: id });
});
