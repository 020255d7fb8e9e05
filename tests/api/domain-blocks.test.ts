import { expect, test } from 'vitest';
import type { GroupedNotificationsResults, List, Notification } from '$lib/mastodon-api/entities';
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

test('refusing a domain of thousands ends every follow with what hangs on it, in a few statements', async () => {
    const ana = await anAccount(db);
    const token = await aToken(db, ana);
    await db.$client`
        insert into accounts (id, username, domain, uri, inbox_url, followers_count, following_count)
        select n, 'p' || n, case when n > 3000 then 'calm.test' else 'crowd.test' end, 'https://crowd.test/' || n, '', 5, 5
        from generate_series(1, 3001) n`;
    await db.$client`insert into follows (id, account_id, target_id, uri)
        select n, n, ${ana.id}, 'https://crowd.test/f/' || n from generate_series(1, 3001) n`;
    await db.$client`insert into follows (id, account_id, target_id) select n + 9000, ${ana.id}, n from generate_series(1, 2000) n`;
    await db.$client`insert into follow_requests (id, account_id, target_id) select n, ${ana.id}, n from generate_series(2001, 3000) n`;
    await db.$client`update accounts set followers_count = 3001, following_count = 2000 where id = ${ana.id}`;
    const { body: list } = await ask<List>('POST', '/api/v1/lists', { token, json: { title: 'x' } });
    await db.$client`insert into list_accounts (list_id, account_id) values (${list.id}, 1), (${list.id}, 2)`;
    const [before] = await db.$client`select count(*)::int as jobs from pgboss.job where name = 'facts'`;

    const statements = await countingStatements(() =>
        ask('POST', PATH, { token, json: { domain: 'crowd.test' } }),
    );
    expect(statements).toBeLessThan(40);

    const counts = await db.$client`select followers_count, following_count, count(*)::int from accounts
        where id = ${ana.id} or domain is not null group by 1, 2 order by 1, 2`;
    expect([...counts]).toEqual([
        { followers_count: 1, following_count: 0, count: 1 },
        { followers_count: 4, following_count: 4, count: 2000 },
        { followers_count: 5, following_count: 4, count: 1000 },
        { followers_count: 5, following_count: 5, count: 1 },
    ]);
    expect(await db.$client`select account_id from follows`).toMatchObject([{ account_id: '3001' }]);
    for (const table of ['follow_requests', 'list_accounts'])
        expect(await db.$client`select * from ${db.$client(table)}`).toEqual([]);
    expect(await db.select().from(severedFollows)).toHaveLength(5_000);
    // Each of those who were followed or asked is told, and each who followed; and one fact is the refusal itself.
    const [after] = await db.$client`select count(*)::int as jobs from pgboss.job where name = 'facts'`;
    expect(after!.jobs - before!.jobs).toBe(2_000 + 1_000 + 3_000 + 1);
});

test('of follows and a refusal at the same moment no follow stays, and two who refuse a domain do not wait for ever', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db)];
    const crowd = await Promise.all(
        Array.from({ length: 12 }, () => aRemoteAccount(db, { domain: 'crowd.test' })),
    );
    const follow = (fan: { id: string }, member: { id: string }) =>
        followAccount(db, { accountId: fan.id }, member.id).catch((error: unknown) => error);
    await Promise.all(crowd.slice(6).flatMap((fan) => [follow(fan, ana), follow(fan, bob)]));
    const tokens = [await aToken(db, ana), await aToken(db, bob)];
    await Promise.all([
        ...crowd.slice(0, 3).flatMap((fan) => [follow(fan, ana), follow(fan, bob)]),
        ...tokens.map((token) => ask('POST', PATH, { token, json: { domain: 'crowd.test' } })),
        ...crowd.slice(3).flatMap((fan) => [follow(fan, bob), follow(fan, ana)]),
    ]);
    expect(await db.$client`select 1 from follows`).toEqual([]);
    const counts = await db.$client`select distinct followers_count, following_count from accounts`;
    expect([...counts]).toEqual([{ followers_count: 0, following_count: 0 }]);
});

/** How many statements the database is sent meanwhile. */
async function countingStatements(work: () => Promise<unknown>): Promise<number> {
    let count = 0;
    const { options } = db.$client;
    const former = options.debug;
    options.debug = () => count++;
    await work();
    options.debug = former;
    return count;
}

test('refusing a domain from which nothing came is no news', async () => {
    const token = await aToken(db, await anAccount(db));
    await ask('POST', PATH, { token, json: { domain: 'still.test' } });
    await runJobs();
    expect((await ask('GET', '/api/v1/notifications', { token })).body).toEqual([]);
    expect(await ask('DELETE', `${PATH}?domain=still.test`, { token })).toMatchObject({ status: 200 });
    expect((await ask('GET', PATH, { token })).body).toEqual([]);
});
