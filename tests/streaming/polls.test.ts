import { expect, test } from 'vitest';
import type { Notification, Status } from '$lib/mastodon-api/entities';
import { polls } from '$lib/server/db/schema';
import { endDuePolls } from '$lib/server/domain/polls';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { letTimeCome, testDatabase } from '../support/database';
import { aToken, anAccount } from '../support/factories';
import { liveServer } from './support/live-server';

const db = await testDatabase();
const server = liveServer(db);

const payloadOf = <T>({ payload }: { payload?: string }) => JSON.parse(payload ?? '') as T;

test('how a poll stands, and its end, are heard where its post is: some votes at once', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db)];
    const [token, voter] = [await aToken(db, ana), await aToken(db, bob)];
    const { body } = await ask<Status>('POST', '/api/v1/statuses', {
        token,
        json: { status: 'What to drink?', poll: { options: ['Tea', 'Coffee'], expires_in: 300 } },
    });
    await runJobs();
    const { messages } = await server.listening(token, 'user');
    await ask('POST', `/api/v1/polls/${body.poll!.id}/votes`, { token: voter, json: { choices: [1] } });
    await letTimeCome(db);
    await runJobs();
    const counted = await messages.next();
    expect(counted.event).toBe('status.update');
    expect(payloadOf<Status>(counted)).toMatchObject({
        id: body.id,
        edited_at: null,
        poll: { votes_count: 1, voted: true, expired: false },
    });

    await db.update(polls).set({ expiresAt: new Date(Date.now() - 1_000) });
    await endDuePolls(db);
    await runJobs();
    const heard = [await messages.next(), await messages.next()];
    const update = heard.find(({ event }) => event === 'status.update');
    expect(payloadOf<Status>(update ?? {}).poll).toMatchObject({ expired: true, votes_count: 1 });
    const notification = heard.find(({ event }) => event === 'notification');
    expect(payloadOf<Notification>(notification ?? {})).toMatchObject({
        type: 'poll',
        status: { id: body.id },
    });
});
