import { expect, test } from 'vitest';
import type { Search, Status } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { inTransaction, newId } from '$lib/server/db';
import { follows } from '$lib/server/db/schema';
import { emit } from '$lib/server/events';
import { runJobs } from '$lib/server/jobs';
import { AversionMemory } from '$lib/server/streaming/aversion-memory';
import { presentEvent } from '$lib/server/streaming/present-event';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';
import { asViewer } from '../support/viewers';

const db = await testDatabase();
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

test('PRIV-08: what somebody elsewhere wrote for followers is for those who follow alone', async () => {
    const [bob, stranger, vera] = [await anAccount(db), await anAccount(db), await aRemoteAccount(db)];
    const [bobs, strangers] = [await aToken(db, bob), await aToken(db, stranger)];
    await db.insert(follows).values({ id: newId(), accountId: bob.id, targetId: vera.id });
    const post = await aStatus(db, { by: vera, visibility: 'private', text: 'xylophone' });
    const home = async (token: string) =>
        (await ask<Status[]>('GET', '/api/v1/timelines/home', { token })).body.map(({ id }) => id);
    await inTransaction(db, (tx) => emit(tx, { type: 'status.created', statusId: post.id }));
    await runJobs();
    expect([await home(bobs), await home(strangers)]).toEqual([[post.id], []]);
    for (const token of [strangers, undefined]) {
        for (const verb of ['', '/context', '/history', '/favourited_by', '/reblogged_by', '/quotes'])
            expect((await ask('GET', `/api/v1/statuses/${post.id}${verb}`, { token })).status, verb).toBe(
                404,
            );
        const profile = await ask<Status[]>('GET', `/api/v1/accounts/${vera.id}/statuses`, { token });
        expect(profile.body).toEqual([]);
    }
    for (const q of ['xylophone', post.uri]) {
        const path = `/api/v2/search?q=${encodeURIComponent(q)}`;
        expect((await ask<Search>('GET', path, { token: strangers })).body.statuses).toEqual([]);
    }
    const viewer = await asViewer(db, stranger);
    const sources = { db, aversions: new AversionMemory(db) };
    const event = await presentEvent(sources, 'update', post.id, [viewer]);
    expect(event.textFor(viewer, `user:${stranger.id}`)).toBeUndefined();
});
