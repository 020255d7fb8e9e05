import { afterEach, expect, test } from 'vitest';
import { letTimeCome, testDatabase } from '../../../tests/support/database';
import { choreJobs } from './chores';
import { jobKinds } from './job-kinds';
import { enqueue, runJobs, startJobs, stopJobs } from './jobs';

const db = await testDatabase();

afterEach(async () => {
    await db.$client`delete from pgboss.schedule`;
});

/** Starts the queues as a working server does, and leaves them for the other tests as they were. */
async function startWorking(): Promise<void> {
    await stopJobs();
    await startJobs(db, jobKinds, { work: true });
    await stopJobs();
    await startJobs(db, jobKinds, { work: false });
}

test('a working server has every chore in its timetable, and none of a former version', async () => {
    const [chore] = Object.keys(choreJobs);
    await db.$client`insert into pgboss.schedule (name, cron) values (${chore ?? ''}, '1 1 1 1 *')`;
    await startWorking();

    const rows = await db.$client<{ name: string; cron: string }[]>`select name, cron from pgboss.schedule`;
    const timetable = Object.entries(choreJobs).map(([name, { cron }]) => ({ name, cron }));
    expect([...rows].toSorted(byName)).toEqual(timetable.toSorted(byName));
});

test('a job for later waits until its time has come', async () => {
    const later = new Date(Date.now() + 3_600_000);
    await enqueue(db, 'facts', [{ type: 'account.created', accountId: '1' }], { startAfter: later });
    const waiting = () => db.$client`select 1 from pgboss.job where name = 'facts' and state = 'created'`;

    await runJobs();
    expect(await waiting()).toHaveLength(1);
    await letTimeCome(db);
    await runJobs();
    expect(await waiting()).toHaveLength(0);
});

function byName(one: { name: string }, other: { name: string }): number {
    return one.name < other.name ? -1 : 1;
}
