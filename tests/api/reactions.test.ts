import { beforeAll, describe, expect, test } from 'vitest';
import type { Account, EmojiReaction, Instance, Notification, Status } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { blocks, reactions } from '$lib/server/db/schema';
import { addEmoji } from '$lib/server/domain/emoji';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';
import { aPng } from '../support/pictures';
import { temporaryFolder } from '../support/temporary-folder';

const db = await testDatabase();
const dataDir = temporaryFolder();

beforeAll(() => {
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});

async function signedIn() {
    const account = await anAccount(db);
    return { account, token: await aToken(db, account) };
}
async function aPost() {
    const author = await signedIn();
    return { author, status: await aStatus(db, { by: author.account }) };
}
const at = (id: string, emoji: string) =>
    `/api/v1/statuses/${id}/emoji_reactions/${encodeURIComponent(emoji)}`;
const react = (token: string, id: string, emoji: string) => ask<Status>('PUT', at(id, emoji), { token });
const takeBack = (token: string, id: string, emoji: string) =>
    ask<Status>('DELETE', at(id, emoji), { token });
const look = async (id: string, token?: string) =>
    (await ask<Status>('GET', `/api/v1/statuses/${id}`, { token })).body.emoji_reactions;
const notificationsOf = async (token: string) =>
    (await ask<Notification[]>('GET', '/api/v1/notifications', { token })).body;

describe('an emoji under a post', () => {
    test('is shown with how many put it there, in the order they came, and whether oneself did', async () => {
        const { status, author } = await aPost();
        const [ana, bob] = [await signedIn(), await signedIn()];
        await react(ana.token, status.id, '🎉');
        await react(bob.token, status.id, '🐱');
        const { body } = await react(bob.token, status.id, '🎉');
        expect(body.emoji_reactions).toEqual([
            { name: '🎉', count: 2, me: true, url: null, static_url: null },
            { name: '🐱', count: 1, me: true, url: null, static_url: null },
        ]);
        expect(await look(status.id, ana.token)).toMatchObject([{ me: true }, { me: false }]);
        expect(await look(status.id, author.token)).toMatchObject([{ me: false }, { me: false }]);
        expect(await look(status.id)).toMatchObject([{ count: 2, me: false }, { count: 1 }]);
    });

    test('twice, also at the same time, is one', async () => {
        const { status } = await aPost();
        const { token } = await signedIn();
        const answers = await Promise.all([1, 2, 3].map(() => react(token, status.id, '🎉')));
        expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
        expect(await look(status.id)).toMatchObject([{ count: 1 }]);
    });

    test('is the same however the keyboard spells it', async () => {
        const { status } = await aPost();
        const { token } = await signedIn();
        await react(token, status.id, '\u2764');
        await react(token, status.id, '\u2764\ufe0f');
        expect(await look(status.id)).toMatchObject([{ name: '\u2764\ufe0f', count: 1 }]);
    });

    test('is one of the community, by its shortcode, with its picture', async () => {
        await addEmoji(db, { shortcode: 'blobcat', picture: await aPng() });
        const { status } = await aPost();
        const { token } = await signedIn();
        await react(token, status.id, 'blobcat');
        const { body } = await react(token, status.id, ':blobcat:');
        expect(body.emoji_reactions).toMatchObject([
            { name: 'blobcat', count: 1, url: expect.stringMatching(/\/media\/emoji\/.*\.webp$/) },
        ]);
        expect((await takeBack(token, status.id, 'blobcat')).body.emoji_reactions).toEqual([]);
    });

    test('is taken back by who put it there, once and again', async () => {
        const { status } = await aPost();
        const [ana, bob] = [await signedIn(), await signedIn()];
        await react(ana.token, status.id, '🎉');
        expect((await takeBack(bob.token, status.id, '🎉')).body.emoji_reactions).toHaveLength(1);
        expect((await takeBack(ana.token, status.id, '🎉')).body.emoji_reactions).toEqual([]);
        expect((await takeBack(ana.token, status.id, '🎉')).status).toBe(200);
    });

    test.each(['a word', 'unknown', ':unknown:', '🎉🎉', '1', '<b>', ' '])('is not %o: 422', async (text) => {
        const { status } = await aPost();
        expect((await react((await signedIn()).token, status.id, text)).status).toBe(422);
        expect(await look(status.id)).toEqual([]);
    });

    test('is one of at most eight by one person, also where they come at once', async () => {
        const { status } = await aPost();
        const { token } = await signedIn();
        const emoji = ['🍇', '🍈', '🍉', '🍊', '🍋', '🍌', '🍍', '🥭', '🍎', '🍏'];
        const answers = await Promise.all(emoji.map((each) => react(token, status.id, each)));
        expect(answers.filter((answer) => answer.status === 422)).toHaveLength(2);
        const { body } = await ask<Instance>('GET', '/api/v2/instance');
        expect(body.configuration.reactions).toEqual({ max_reactions: 8 });
        expect(await db.select().from(reactions)).toHaveLength(8);
    });

    test('under what may not be seen is 404, as under what does not exist', async () => {
        const { status, author } = await aPost();
        const { token, account } = await signedIn();
        await db.insert(blocks).values({ id: newId(), accountId: author.account.id, targetId: account.id });
        for (const id of [status.id, newId(), 'x']) {
            expect((await react(token, id, '🎉')).status).toBe(404);
            expect((await ask('GET', `/api/v1/statuses/${id}/emoji_reactions`, { token })).status).toBe(404);
        }
    });

    test('tells who put it there, without those whom the viewer has blocked', async () => {
        const { status, author } = await aPost();
        const [ana, bob] = [await signedIn(), await signedIn()];
        await react(ana.token, status.id, '🎉');
        await react(bob.token, status.id, '🎉');
        const who = async (token?: string) =>
            (
                await ask<(EmojiReaction & { accounts: Account[] })[]>(
                    'GET',
                    `/api/v1/statuses/${status.id}/emoji_reactions`,
                    { token },
                )
            ).body.map(({ name, count, accounts }) => [name, count, accounts.map(({ id }) => id)]);
        expect(await who()).toEqual([['🎉', 2, [bob.account.id, ana.account.id]]]);
        await db
            .insert(blocks)
            .values({ id: newId(), accountId: author.account.id, targetId: bob.account.id });
        expect(await who(author.token)).toEqual([['🎉', 1, [ana.account.id]]]);
    });
});

describe('its author', () => {
    test('is told once, with which emoji, and in words where the app does not know reactions', async () => {
        const { status, author } = await aPost();
        const { token, account } = await signedIn();
        await react(token, status.id, '🎉');
        await react(token, status.id, '🎉');
        await runJobs();
        const [told, ...more] = await db.query.notifications.findMany();
        expect(told).toMatchObject({ kind: 'reaction', fromAccountId: account.id, statusId: status.id });
        expect(more).toEqual([]);
        const { body } = await ask<Notification>('GET', `/api/v1/notifications/${told!.id}`, {
            token: author.token,
        });
        expect(body).toMatchObject({
            type: 'emoji_reaction',
            emoji: '🎉',
            fallback: { title: expect.stringContaining(account.displayName) },
        });
    });

    test('is not told of their own, nor of one that was taken back', async () => {
        const { status, author } = await aPost();
        const { token } = await signedIn();
        await react(author.token, status.id, '🎉');
        await react(token, status.id, '🐱');
        await runJobs();
        await takeBack(token, status.id, '🐱');
        await runJobs();
        expect(await notificationsOf(author.token)).toEqual([]);
    });
});
