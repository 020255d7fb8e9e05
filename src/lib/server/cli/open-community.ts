import { config, useConfig } from '../config';
import { closeDatabase, openDatabase, type Database } from '../db';
import { openEmbeddedPostgres } from '../db/embedded-postgres';
import { migrate } from '../db/migrate';
import { knownOrigin } from '../domain/instance';
import { jobKinds } from '../job-kinds';
import { startJobs, stopJobs } from '../jobs';

/** The community's database for the time of one command. */
export interface Community {
    database(options?: { asItIs?: boolean }): Promise<Database>;
    /** Lets go of it; PostgreSQL is stopped when nobody else uses it. */
    close(): Promise<void>;
}

export function openCommunity(): Community {
    const closing: (() => Promise<void>)[] = [];
    let opened: Promise<Database> | undefined;
    let prepared: Promise<void> | undefined;

    async function open(): Promise<Database> {
        const { databaseUrl, dataDir } = config();
        const embedded = databaseUrl ? undefined : await openEmbeddedPostgres({ dataDir, use: 'tool' });
        if (embedded) closing.unshift(() => embedded.release());
        const db = openDatabase(embedded?.connection ?? databaseUrl, { max: 3, name: 'atoll command' });
        closing.unshift(() => closeDatabase(db));
        return db;
    }

    /** What follows from a command waits in the queue until a server works on it. */
    async function prepare(db: Database): Promise<void> {
        await migrate(db.$client);
        await speakForItsOrigin(db);
        await startJobs(db, jobKinds, { work: false });
        closing.unshift(() => stopJobs());
    }

    return {
        async database({ asItIs = false } = {}) {
            const db = await (opened ??= open());
            if (!asItIs) await (prepared ??= prepare(db));
            return db;
        },
        async close() {
            await opened?.catch(() => undefined);
            await prepared?.catch(() => undefined);
            for (const end of closing.splice(0)) await end();
        },
    };
}

/** A command may be run without the server's environment, and makes ids all the same: they are of the server's origin. */
async function speakForItsOrigin(db: Database): Promise<void> {
    const origin = process.env.ATOLL_ORIGIN ? undefined : await knownOrigin(db);
    if (origin) useConfig({ ...config(), origin, domain: new URL(origin).host });
}
