import { PgBoss } from 'pg-boss';
import { driverOf, type Database, type Queryable } from '../db';
import { log } from '../log';
import { jobDatabase } from './database-adapter';
import { takeBackJobs } from './take-back';

/** One kind of background work. `run` must bear being run twice for the same data. */
export interface JobKind<T extends object = object> {
    /** How many jobs one fetch takes; they run side by side. */
    batch: number;
    /** How often a failed job is tried again, with growing pauses, before it becomes a dead letter. */
    retries: number;
    /** Seconds of the first pause. */
    retryDelay: number;
    /** When it comes back by itself, as a cron expression in UTC; such a job carries no data. */
    cron?: string;
    /** Jobs that wait with the same `singletonKey` are one; each then needs a key. Holds for queues made with it. */
    oncePerKey?: boolean;
    run(db: Database, data: T): Promise<void>;
}

/** Every kind of job by the name of its queue. */
export type JobKinds = Record<string, JobKind<never>>;

/** Where jobs end that failed at every try. An operator reads and retries them. */
export const DEAD_LETTERS = 'dead-letters';

let boss: PgBoss | undefined;
let kinds: JobKinds = {};
let served: Database | undefined;

/** How often jobs of killed workers are looked for, in seconds. */
const SUPERVISE_S = 10;
/** How often a queue is looked into without being told to: what is tried again comes due in silence. In seconds. */
const LOOK_S = 5;

/**
 * Opens the queues on `db`. With `work` this process also runs jobs; without, it only enqueues. Workers are woken by
 * NOTIFY. A killed worker's jobs come back within half a minute, and at once to a process that is `alone` on the database.
 */
export async function startJobs(
    db: Database,
    jobKinds: JobKinds,
    { work, alone = false }: { work: boolean; alone?: boolean },
): Promise<void> {
    kinds = jobKinds;
    served = db;
    boss = new PgBoss({
        db: jobDatabase(db),
        supervise: work,
        schedule: work,
        useListenNotify: work,
        registerInstance: false,
        openTelemetry: { enabled: false },
        monitorIntervalSeconds: SUPERVISE_S,
        superviseIntervalSeconds: SUPERVISE_S,
    });
    boss.on('error', (error) => log.error({ err: error }, 'The job queue failed'));
    await boss.start();
    await createQueues(boss, jobKinds);
    if (!work) return;
    if (alone) await takeBackJobs(boss, db);
    for (const [name, kind] of Object.entries(jobKinds)) await serveQueue(boss, db, name, kind);
    await scheduleQueues(boss, jobKinds);
}

async function createQueues(queue: PgBoss, jobKinds: JobKinds): Promise<void> {
    const existing = new Set((await queue.getQueues()).map(({ name }) => name));
    if (!existing.has(DEAD_LETTERS)) await queue.createQueue(DEAD_LETTERS, { retentionSeconds: 30 * 86_400 });
    for (const [name, kind] of Object.entries(jobKinds)) {
        if (existing.has(name)) continue;
        await queue.createQueue(name, {
            retryLimit: kind.retries,
            retryDelay: kind.retryDelay,
            retryBackoff: true,
            retryDelayMax: 6 * 3_600,
            heartbeatSeconds: 10,
            deleteAfterSeconds: 600,
            deadLetter: DEAD_LETTERS,
            notify: true,
            ...(kind.oncePerKey && { policy: 'short' }),
        });
    }
}

/** Keeps the timetable as the kinds tell it, and nothing of a former version's. */
async function scheduleQueues(queue: PgBoss, jobKinds: JobKinds): Promise<void> {
    for (const { name } of await queue.getSchedules())
        if (jobKinds[name]?.cron === undefined) await queue.unschedule(name);
    for (const [name, { cron }] of Object.entries(jobKinds))
        if (cron !== undefined) await queue.schedule(name, cron, null, { singletonKey: name });
}

async function serveQueue(queue: PgBoss, db: Database, name: string, kind: JobKind<never>): Promise<void> {
    const options = {
        batchSize: kind.batch,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: LOOK_S,
        perJobResults: true,
    } as const;
    await queue.work<never, unknown, typeof options>(name, options, (jobs) =>
        // Each job settles by itself: one that throws must not take the rest of the batch with it.
        Promise.all(
            jobs.map(async ({ id, data }) => {
                try {
                    await kind.run(db, data);
                    return { id, status: 'completed' as const };
                } catch (error) {
                    log.warn({ err: error, job: name, data }, 'A job failed and will be tried again');
                    return { id, status: 'failed' as const, output: { message: String(error) } };
                }
            }),
        ),
    );
}

/** Further wishes for a job. Larger `priority` runs first; `startAfter` delays it. */
export interface JobOptions {
    priority?: number;
    startAfter?: Date;
    /** Of jobs that wait with the same key one is kept, where the kind says `oncePerKey`. */
    singletonKey?: string;
}

/** Lets the queue write within the caller's transaction, by a statement that is planned once. */
const joined = (db: Queryable) => ({
    executeSql: async (text: string, values: unknown[] = []) => ({
        rows: [...(await driverOf(db).unsafe(text, values as never[], { prepare: true }))],
    }),
});

/** Puts jobs into the queue `name`, in the transaction of `db`: they exist exactly when the rest of it does. */
export async function enqueue(
    db: Queryable,
    name: string,
    data: object[],
    options: JobOptions = {},
): Promise<void> {
    if (!boss) throw new Error('The job queue is not started yet');
    if (data.length === 0) return;
    await boss.insert(
        name,
        data.map((entry) => ({ data: entry, ...options })),
        { db: joined(db) },
    );
}

/**
 * Runs everything that waits, and what follows from it, until nothing is left; for tests, which therefore never sleep.
 * @throws whatever a job throws.
 */
export async function runJobs(): Promise<void> {
    if (!boss || !served) throw new Error('The job queue is not started yet');
    for (let found = true; found;) {
        found = false;
        // A fetch asks a whole queue; most of them are empty.
        const waiting = await waitingQueues(served);
        for (const [name, kind] of Object.entries(kinds)) {
            if (!waiting.has(name)) continue;
            const jobs = await boss.fetch<never>(name, { batchSize: 100 });
            for (const { id, data } of jobs) {
                found = true;
                await boss.complete(name, id);
                await kind.run(served, data);
            }
        }
    }
}

async function waitingQueues(db: Database): Promise<Set<string>> {
    const rows = await db.$client<{ name: string }[]>`
        SELECT DISTINCT name FROM pgboss.job WHERE state < 'active' AND start_after <= now()`;
    return new Set(rows.map(({ name }) => name));
}

/** Begins no further jobs in this process and waits for those that run, at most `seconds`; enqueueing goes on. */
export async function quietJobs(seconds: number): Promise<void> {
    const queue = boss;
    if (!queue) return;
    const ended = Promise.all(Object.keys(kinds).map((name) => queue.offWork(name, { wait: true })));
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise((settle) => {
        timer = setTimeout(settle, seconds * 1_000);
    });
    await Promise.race([ended, impatience]).finally(() => clearTimeout(timer));
}

/** Waits for running jobs (at most `seconds`), then lets go of the queues. */
export async function stopJobs(seconds = 3): Promise<void> {
    const stopping = boss;
    boss = undefined;
    await stopping?.stop({ graceful: true, timeout: seconds * 1_000, close: false });
}

/** Puts every job that failed at every try back into the queue it came from. Returns how many there were. */
export async function retryDeadJobs(db: Queryable): Promise<number> {
    let moved = 0;
    for (let more = 1; more > 0; moved += more)
        more = (await boss?.redrive(DEAD_LETTERS, { db: joined(db) })) ?? 0;
    return moved;
}

/** The queues with their sizes, for metrics and the operator. */
export async function countJobs(): Promise<
    { name: string; queued: number; active: number; failed: number }[]
> {
    const queues = (await boss?.getQueues()) ?? [];
    return queues.map(({ name, queuedCount, activeCount, failedCount }) => ({
        name,
        queued: queuedCount,
        active: activeCount,
        failed: failedCount,
    }));
}
