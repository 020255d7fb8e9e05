/** The composition root: everything that runs, in the order it starts; it stops in the reverse. */
import { closeOutbound } from './activitypub/outbound-agent';
import { config, type Config } from './config';
import { closeDatabase, openDatabase, useDatabase, type Connection, type Database } from './db';
import { openEmbeddedPostgres } from './db/embedded-postgres';
import { migrate } from './db/migrate';
import { watchDatabase } from './db/watch';
import { startDeliveries, stopDeliveries } from './federation/outbox';
import { rememberOrigin } from './domain/instance';
import { loadProxyKey } from './domain/media';
import { gaugeFederation } from './federation-gauges';
import { gaugeRemoteMedia } from './remote-media-gauges';
import { welcomeOwner } from './first-run';
import { announceApp, offeredHttpServer, runningApp } from './handover';
import { jobKinds } from './job-kinds';
import { countJobs, quietJobs, startJobs, stopJobs } from './jobs';
import { log } from './log';
import { gaugeOf } from './metrics';
import { serveMedia } from './serve-media';
import { StartError } from './start-error';
import { emptyScratch } from './storage';
import { attachStreaming, countListeners, detachStreaming } from './streaming';

/** How long running jobs may take to end when the app stops, in seconds; what is cut off is done again later. */
const LAST_JOBS_S = 2;
/** How long running statements may take to end when the app stops, in seconds. */
const LAST_STATEMENTS_S = 1;

/**
 * Starts what this process's role asks for. After an edit during development it replaces the app that runs.
 * @throws StartError in one sentence for the operator; nothing is left running then.
 */
export async function startApp(settings: Config = config()): Promise<void> {
    const former = runningApp();
    await former?.quiet();
    await former?.stop();

    const started = new Started();
    try {
        await emptyScratch();
        const connection = await reachDatabase(settings, started);
        const db = await openMigrated(connection, started);
        useDatabase(db);
        await loadProxyKey(db);
        await startJobs(backgroundPool(connection, started), jobKinds, {
            work: settings.runsJobs,
            alone: isAlone(settings),
        });
        started.add({ quiet: () => quietJobs(LAST_JOBS_S), stop: () => stopJobs(LAST_STATEMENTS_S) });
        gaugeFederation(db);
        gaugeRemoteMedia(db);
        gaugeOf('atoll_jobs', 'Jobs by queue and state', ['queue', 'state'], jobGauge);
        await serveLiveEvents(settings, db, started);
        await deliverToOthers(settings, db, started);
        const announcements = [
            ...(settings.servesWeb ? await welcomeOwner(db) : []),
            ...(await originWarning(db, settings)),
            ...warnings(settings),
        ];
        announceApp({
            announcements,
            serveMedia,
            quiet: () => started.quiet(),
            async stop() {
                await started.stop();
                useDatabase(undefined);
                announceApp(undefined);
            },
        });
    } catch (error) {
        await started.quiet();
        await started.stop();
        throw error;
    }
}

/**
 * The connections on which jobs run, apart from those of requests. They are few on purpose: what the effects of a fact
 * ask at the same time then goes to PostgreSQL together, and one write to a socket costs as much as a short statement.
 */
function backgroundPool(connection: Connection, started: Started): Database {
    const db = openDatabase(connection, { max: 4, name: 'atoll jobs' });
    started.add({ stop: () => closeDatabase(db, LAST_STATEMENTS_S) });
    return db;
}

/** The embedded database serves one server at a time: what another had begun nobody works on any more. */
function isAlone({ databaseUrl }: Config): boolean {
    return databaseUrl === '';
}

async function deliverToOthers(settings: Config, db: Database, started: Started): Promise<void> {
    if (settings.runsJobs) await startDeliveries(db, { alone: isAlone(settings) });
    started.add({ quiet: () => stopDeliveries(LAST_JOBS_S), stop: () => closeOutbound() });
}

/** What was started, so that it can be ended in the reverse order. */
class Started {
    #quieting: (() => Promise<void> | void)[] = [];
    #stopping: (() => Promise<void> | void)[] = [];

    add({ quiet, stop }: { quiet?: () => Promise<void> | void; stop?: () => Promise<void> | void }): void {
        if (quiet) this.#quieting.unshift(quiet);
        if (stop) this.#stopping.unshift(stop);
    }

    async quiet(): Promise<void> {
        await Promise.all(this.#quieting.splice(0).map(attempt));
    }

    async stop(): Promise<void> {
        for (const end of this.#stopping.splice(0)) await attempt(end);
    }
}

/** One part that does not end in order must not keep the others, least of all the database, from ending. */
async function attempt(end: () => Promise<void> | void): Promise<void> {
    try {
        await end();
    } catch (error) {
        log.error({ err: error }, 'A part of the server did not stop in order');
    }
}

async function reachDatabase({ databaseUrl, dataDir }: Config, started: Started): Promise<Connection> {
    if (databaseUrl) return databaseUrl;
    const embedded = await openEmbeddedPostgres({
        dataDir,
        use: 'server',
        onInterruption: (message) => log.warn({ part: 'database' }, message),
    });
    started.add({ stop: () => embedded.release() });
    return embedded.connection;
}

async function serveLiveEvents({ servesWeb }: Config, db: Database, started: Started): Promise<void> {
    const server = offeredHttpServer();
    if (!servesWeb || !server) return;
    await attachStreaming(server, db);
    started.add({ quiet: detachStreaming });
    gaugeOf('atoll_live_connections', 'Open live connections of this process', [], () => [
        { labels: {}, value: countListeners() },
    ]);
}

async function openMigrated(connection: Connection, started: Started): Promise<Database> {
    const db = openDatabase(connection);
    started.add({ stop: () => closeDatabase(db, LAST_STATEMENTS_S) });
    await refuseUnreachable(db, connection);
    const watched = openDatabase(connection, { max: 1, name: 'atoll watch' });
    started.add({ stop: () => closeDatabase(watched, 0) });
    started.add({ stop: watchDatabase(watched) });
    const applied = await migrate(db.$client);
    if (applied.length > 0) log.info({ applied }, 'The database was brought up to date');
    return db;
}

/** @throws StartError naming the database of the operator's own that does not answer. */
async function refuseUnreachable(db: Database, connection: Connection): Promise<void> {
    try {
        await db.$client`SELECT 1`;
    } catch (cause) {
        if (typeof connection !== 'string') throw cause;
        const { host } = new URL(connection);
        throw new StartError(
            `The database at ${host} cannot be used: ${(cause as Error).message}. Check DATABASE_URL.`,
            { cause },
        );
    }
}

async function jobGauge() {
    return (await countJobs()).flatMap(({ name: queue, queued, active, failed }) =>
        Object.entries({ queued, active, failed }).map(([state, value]) => ({
            labels: { queue, state },
            value,
        })),
    );
}

/** Who follows somebody here knows them by the origin of the first start. */
async function originWarning(db: Database, { origin }: Config): Promise<string[]> {
    const known = await rememberOrigin(db);
    if (known === origin) return [];
    return [`Warning: this community began as ${known}; as ${origin} other servers do not know its members.`];
}

function warnings({ outboundAllow, federationHttp, rateLimits, redisUrl, meili }: Config): string[] {
    const lines: string[] = [];
    if (outboundAllow.length > 0)
        lines.push(
            `Warning: ATOLL_OUTBOUND_ALLOW lets requests of this server reach ${outboundAllow.join(', ')}.`,
        );
    if (federationHttp)
        lines.push('Warning: ATOLL_FEDERATION_HTTP lets peers be reached without encryption.');
    if (!rateLimits) lines.push('Warning: ATOLL_RATE_LIMITS is off: passwords can be tried without end.');
    if (redisUrl || meili.url) lines.push('Note: this version does not use REDIS_URL and MEILI_URL yet.');
    return lines;
}
