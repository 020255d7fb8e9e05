import { createHash } from 'node:crypto';
import {
    existsSync,
    mkdirSync,
    readFileSync,
    readdirSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { bundledNode, root, run, say } from './run.js';

/** Everything the build is made from. */
const SOURCES = [
    'src',
    'static',
    'messages',
    'drizzle',
    'scripts',
    'project.inlang/settings.json',
    'package-lock.json',
    'svelte.config.js',
    'tsconfig.json',
    'vite.config.ts',
    'vite.cli.config.ts',
];

/** What does not change the build, or is made by it. */
const IGNORED = /(\.test\.ts|^src\/lib\/paraglide)$/;

/** Builds kept besides the current one: a running server still loads parts of the build it began with. */
const KEPT = 2;

/**
 * Builds the server and the operator's commands into `build/<hash of the sources>`, unless that exists, and names it in
 * `build/current`.
 */
export function build() {
    const hash = hashSources();
    const target = join(root, 'build', hash);
    const current = join(root, 'build/current');
    if (!existsSync(target)) {
        say('Building …');
        const aside = join(root, 'build', `.unfinished-${hash}`);
        rmSync(aside, { recursive: true, force: true });
        const vite = join(root, 'node_modules/vite/bin/vite.js');
        const environment = { ATOLL_BUILD_OUT: aside, NODE_ENV: 'production' };
        run('The build', bundledNode(), [vite, 'build', '--logLevel=warn'], environment);
        run(
            'The build of the commands',
            bundledNode(),
            [vite, 'build', '--config=vite.cli.config.ts', '--logLevel=warn'],
            environment,
        );
        renameSync(aside, target);
    }
    if (!existsSync(current) || readFileSync(current, 'utf8') !== hash) {
        writeFileSync(`${current}.new`, hash);
        renameSync(`${current}.new`, current);
    }
    removeOldBuilds(hash);
}

function hashSources() {
    const hash = createHash('sha256');
    /** @param {string} path */
    const add = (path) => {
        if (IGNORED.test(path) || !existsSync(join(root, path))) return;
        if (statSync(join(root, path)).isDirectory())
            for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
        else
            hash.update(`${path}\0`)
                .update(readFileSync(join(root, path)))
                .update('\0');
    };
    for (const source of SOURCES) add(source);
    // Pages say from which hosts they show media.
    hash.update(process.env.ATOLL_MEDIA_ORIGIN ?? '');
    return hash.digest('hex').slice(0, 16);
}

/** @param {string} current */
function removeOldBuilds(current) {
    mkdirSync(join(root, 'build'), { recursive: true });
    const old = readdirSync(join(root, 'build'))
        .filter((name) => /^(\.unfinished-)?[0-9a-f]{16}$/.test(name) && name !== current)
        .map((name) => ({ name, made: statSync(join(root, 'build', name)).mtimeMs }))
        .sort((one, other) => other.made - one.made);
    for (const { name } of old.slice(KEPT))
        rmSync(join(root, 'build', name), { recursive: true, force: true });
}
