/** The cluster on disk: made once, checked before each use. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../../start-error';
import { findBinaries, type Binaries } from './binaries';
import { giveTo, identityFor, type Identity } from './identity';

const run = promisify(execFile);

/** The role that owns everything, and the name of the community's database. */
export const ROLE = 'atoll';

export interface Cluster {
    /** PGDATA. */
    directory: string;
    /** Where PostgreSQL puts its socket; only its own user and root enter. Unused on Windows. */
    socketDir: string;
    logFile: string;
    /** Set on Windows only, where PostgreSQL listens on the loopback address instead of a socket. */
    password?: string;
    binaries: Binaries;
    identity: Identity;
}

/**
 * Makes the cluster below `dataDir` when there is none, and says where it is.
 * @throws StartError for a directory that cannot be written, or of another PostgreSQL major.
 */
export async function prepareCluster(dataDir: string): Promise<Cluster> {
    await makeDataDir(dataDir);
    const directory = join(dataDir, 'postgres');
    const binaries = await findBinaries();
    const identity = await identityFor(directory, binaries.postgres);
    const password = process.platform === 'win32' ? await passwordIn(dataDir) : undefined;
    const found = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch((error) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw new StartError(`${directory} cannot be read: ${(error as Error).message}.`);
    });
    if (found !== undefined && Number(found) !== binaries.major)
        throw new StartError(
            `${directory} was made by PostgreSQL ${found.trim()}, but this Atoll brings PostgreSQL ${binaries.major}: start it with the Atoll that made it, or move its contents to the new major first.`,
        );
    if (found === undefined) await initialise(directory, binaries, identity, password);
    return {
        directory,
        socketDir: await makeSocketDir(dataDir, identity),
        logFile: join(dataDir, 'postgres.log'),
        password,
        binaries,
        identity,
    };
}

async function makeDataDir(dataDir: string): Promise<void> {
    try {
        // Under root PostgreSQL is another user, who has to pass through here to its own directory.
        await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
        const probe = join(dataDir, `.write-${process.pid}`);
        await writeFile(probe, '');
        await rm(probe);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new StartError(
            `The data directory ${dataDir} cannot be written (${code}): make it writable, or set ATOLL_DATA_DIR.`,
            { cause: error },
        );
    }
}

/** Built aside and renamed into place, so that an interrupted or a second initdb never leaves half a cluster. */
async function initialise(directory: string, { initdb }: Binaries, identity: Identity, password?: string) {
    if ((await readdir(directory).catch(() => [])).length > 0)
        throw new StartError(
            `${directory} is not empty and holds no PostgreSQL cluster: move it away first.`,
        );
    const aside = `${directory}.new-${process.pid}`;
    const passwordFile = `${aside}.password`;
    try {
        await rm(aside, { recursive: true, force: true });
        await mkdir(aside, { mode: 0o700 });
        await giveTo(identity, aside);
        if (password) await writeFile(passwordFile, password, { mode: 0o600 });
        const auth = password ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust'];
        await firstThatWorks(localeChoices(), async (locale) => {
            const [command = initdb, ...args] = [
                ...identity.prefix,
                initdb,
                `--pgdata=${aside}`,
                `--username=${ROLE}`,
                '--encoding=UTF8',
                ...locale,
                '--text-search-config=simple',
                ...auth,
            ];
            const { uid, gid } = identity;
            await run(command, args, { uid, gid, cwd: aside, env: programEnvironment() });
        });
        await rename(aside, directory).catch((error) => {
            // Another start was faster: its cluster is as good.
            if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
        });
    } finally {
        await rm(aside, { recursive: true, force: true });
        await rm(passwordFile, { force: true });
    }
}

/**
 * Sorting and case by PostgreSQL's own Unicode tables, the same on every machine. LC_CTYPE still comes from the system
 * and must know UTF-8: pg_trgm and the text search parser ask it what a letter is.
 */
function localeChoices(): string[][] {
    const base = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    return ['C.UTF-8', 'en_US.UTF-8', 'C'].map((ctype) => [...base, `--lc-ctype=${ctype}`]);
}

async function firstThatWorks<T>(choices: T[], attempt: (choice: T) => Promise<void>): Promise<void> {
    let last: unknown;
    for (const choice of choices) {
        try {
            return await attempt(choice);
        } catch (error) {
            last = error;
        }
    }
    const reason = String((last as { stderr?: string }).stderr || last)
        .trim()
        .split('\n')
        .at(-1);
    throw new StartError(`The embedded database could not be created: ${reason}`, { cause: last });
}

/** In the data directory where the path is short enough for a socket (107 bytes), else in the system's temporary one. */
async function makeSocketDir(dataDir: string, identity: Identity): Promise<string> {
    const near = join(dataDir, 'run');
    const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
    const path = Buffer.byteLength(near) <= 80 ? near : join(tmpdir(), `atoll-${hash}`);
    await mkdir(path, { mode: 0o700 }).catch((error) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    const found = await lstat(path);
    const expected = identity.uid ?? process.getuid?.();
    if (
        !found.isDirectory() ||
        (expected !== undefined && ![expected, process.getuid?.()].includes(found.uid))
    )
        throw new StartError(
            `${path} belongs to somebody else; remove it, it is to hold the database's socket.`,
        );
    await giveTo(identity, path);
    await chmod(path, 0o700);
    return path;
}

async function passwordIn(dataDir: string): Promise<string> {
    const file = join(dataDir, 'postgres-password');
    await writeFile(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
        () => undefined,
    );
    return readFile(file, 'utf8');
}

/** PG* variables of the operator's shell are not meant for this cluster. */
export function programEnvironment(): NodeJS.ProcessEnv {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name)));
}
