import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { follows } from '$lib/server/db/schema';
import { runJobs } from '$lib/server/jobs';
import { testDatabase } from '../../../../tests/support/database';
import { anAccount, aStatus } from '../../../../tests/support/factories';
import { factJob } from './run-effects';

const db = await testDatabase();

test('an effect that fails is tried again by itself, and the others of its fact are done', async () => {
    const author = await anAccount(db);
    const follower = await anAccount(db);
    await db
        .insert(follows)
        .values({ id: newId(), accountId: follower.id, targetId: author.id, notify: true });
    const status = await aStatus(db, { by: author });
    await db.$client.unsafe(`
        create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk is on fire'; end $$;
        create trigger refuse before insert on home_feed execute function refuse()`);

    await factJob.run(db, { type: 'status.created', statusId: status.id });
    expect(await db.query.homeFeed.findMany()).toEqual([]);
    expect(await db.query.notifications.findMany()).toMatchObject([{ kind: 'status' }]);
    const waiting = await db.$client`select data from pgboss.job where name = 'effects'`;
    expect(waiting).toMatchObject([{ data: { effect: 'distributeStatus' } }]);

    await db.$client.unsafe('drop function refuse cascade');
    await runJobs();
    const homes = await db.query.homeFeed.findMany();
    expect(homes.map(({ accountId }) => accountId)).toContain(follower.id);
    expect(await db.query.notifications.findMany()).toHaveLength(1);
});
