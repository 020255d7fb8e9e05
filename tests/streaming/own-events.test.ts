import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Conversation, Notification } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { inTransaction, newId } from '$lib/server/db';
import { notify } from '$lib/server/domain/notifications';
import { followAccount } from '$lib/server/domain/relationships';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aStatus, aToken, anAccount } from '../support/factories';
import { mediaFile } from '../support/media-files';
import { temporaryFolder } from '../support/temporary-folder';
import { upload } from '../support/uploads';
import { liveServer } from './support/live-server';

const db = await testDatabase();
const server = liveServer(db);
const folder = temporaryFolder();

const payloadOf = <T>({ payload }: { payload?: string }) => JSON.parse(payload ?? '') as T;

test('whoever is followed hears of it on both of their streams', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db)];
    const token = await aToken(db, ana);
    const clients = [
        await server.listening(token, 'user'),
        await server.listening(token, 'user:notification'),
    ];
    await followAccount(db, { accountId: bob.id }, ana.id);
    await runJobs();
    for (const { messages } of clients) {
        const message = await messages.next();
        expect(message.event).toBe('notification');
        expect(payloadOf<Notification>(message)).toMatchObject({ type: 'follow', account: { id: bob.id } });
    }
});

test('what the policy sets aside is not heard of until it is let through', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db)];
    const token = await aToken(db, ana);
    const { messages } = await server.listening(token, 'user');
    const status = await aStatus(db, { by: bob, visibility: 'direct' });
    await inTransaction(db, (tx) =>
        notify(tx, { kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id }),
    );
    await runJobs();
    const { body } = await ask<{ id: string }[]>('GET', '/api/v1/notifications/requests', { token });
    await ask('POST', `/api/v1/notifications/requests/${body[0]!.id}/accept`, { token });
    await runJobs();
    expect(await messages.next()).toMatchObject({ event: 'notifications_merged' });
});

test('another device hears how far one has read', async () => {
    const ana = await anAccount(db);
    const token = await aToken(db, ana);
    const { messages } = await server.listening(token, 'user');
    const id = newId();
    await ask('POST', '/api/v1/markers', { token, json: { home: { last_read_id: id } } });
    await runJobs();
    const message = await messages.next();
    expect(message.event).toBe('marker');
    expect(payloadOf(message)).toMatchObject({ timeline: 'home', marker: { last_read_id: id, version: 1 } });
});

test('a direct post comes as a conversation, to each as it is theirs', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db, { username: 'bob' })];
    const { messages } = await server.listening(await aToken(db, bob), 'direct');
    await ask('POST', '/api/v1/statuses', {
        token: await aToken(db, ana),
        json: { status: '@bob hello', visibility: 'direct' },
    });
    await runJobs();
    const heard = [await messages.next(), await messages.next()];
    const conversation = heard.find(({ event }) => event === 'conversation');
    expect(payloadOf<Conversation>(conversation ?? {})).toMatchObject({
        unread: true,
        accounts: [{ id: ana.id }],
    });
});

test('the web client hears how far the work on a film is, and programs of others do not', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off', ATOLL_FFMPEG: 'off' }));
    const ana = await anAccount(db);
    const token = await aToken(db, ana);
    const web = await server.web(ana);
    await web.join({ channel: 'user' });
    const other = await server.listening(token, 'user');
    const { body } = await upload(token, mediaFile('silent.mp4'));
    await runJobs();
    const heard = [];
    for (let last; last?.event !== 'media' || last.payload.state === 'processing';)
        heard.push((last = await web.messages.next()));
    expect(heard.at(-1)).toMatchObject({
        channel: 'user',
        event: 'media',
        payload: { id: body.id, state: 'ready', progress: 1, media: { id: body.id, type: 'gifv' } },
    });
    await ask('POST', '/api/v1/markers', { token, json: { home: { last_read_id: newId() } } });
    await runJobs();
    expect((await other.messages.next()).event).toBe('marker');
});
