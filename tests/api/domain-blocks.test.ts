import { expect, test } from 'vitest';
import type { GroupedNotificationsResults, Notification } from '$lib/mastodon-api/entities';
import { runJobs } from '$lib/server/jobs';
import { severedFollows } from '$lib/server/db/schema';
import { followAccount } from '$lib/server/domain/relationships';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aToken, anAccount } from '../support/factories';

const db = await testDatabase();
const PATH = '/api/v1/domain_blocks';

test('refusing a domain ends follows both ways, and one notification tells what went', async () => {
    const ana = await anAccount(db);
    const token = await aToken(db, ana);
    const [zoe, yan] = [
        await aRemoteAccount(db, { domain: 'loud.test' }),
        await aRemoteAccount(db, { domain: 'loud.test', locked: false }),
    ];
    await followAccount(db, { accountId: zoe.id }, ana.id, { uri: `${zoe.uri}/f`, languages: ['de'] });
    await followAccount(db, { accountId: yan.id }, ana.id, { uri: `${yan.uri}/f` });
    await runJobs();
    const preview = await ask('GET', `${PATH}/preview?domain=LOUD.test`, { token });
    expect(preview.body).toEqual({ followers_count: 2, following_count: 0 });

    for (let twice = 0; twice < 2; twice++)
        expect(await ask('POST', PATH, { token, json: { domain: 'LOUD.test' } })).toMatchObject({
            status: 200,
        });
    await runJobs();

    const event = {
        id: expect.stringMatching(/^\d+$/),
        type: 'user_domain_block',
        purged: false,
        target_name: 'loud.test',
        followers_count: 2,
        following_count: 0,
        created_at: expect.any(String),
    };
    const { body: told } = await ask<Notification[]>('GET', '/api/v1/notifications', { token });
    expect(told.map(({ type }) => type)).toEqual(['severed_relationships']);
    expect(told[0]).toMatchObject({ account: { id: ana.id }, event });
    const grouped = await ask<GroupedNotificationsResults>('GET', '/api/v2/notifications', { token });
    expect(grouped.body.notification_groups).toMatchObject([{ type: 'severed_relationships', event }]);
    expect(await db.select().from(severedFollows)).toMatchObject(
        expect.arrayContaining([
            expect.objectContaining({ otherId: zoe.id, role: 'follower', languages: ['de'] }),
            expect.objectContaining({ otherId: yan.id, role: 'follower', languages: null }),
        ]),
    );
    expect((await ask('GET', PATH, { token })).body).toEqual(['loud.test']);
    expect((await ask('GET', `${PATH}/preview?domain=loud.test`, { token })).body).toEqual({
        followers_count: 0,
        following_count: 0,
    });
});

test('refusing a domain from which nothing came is no news', async () => {
    const token = await aToken(db, await anAccount(db));
    await ask('POST', PATH, { token, json: { domain: 'still.test' } });
    await runJobs();
    expect((await ask('GET', '/api/v1/notifications', { token })).body).toEqual([]);
    expect(await ask('DELETE', `${PATH}?domain=still.test`, { token })).toMatchObject({ status: 200 });
    expect((await ask('GET', PATH, { token })).body).toEqual([]);
});
