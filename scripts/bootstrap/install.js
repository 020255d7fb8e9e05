import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './run.js';

/** Installs the packages of the lock file unless exactly they are there. */
export function install() {
    if (isInstalled()) return;
    say('Installing packages …');
    const npm = process.env.npm_execpath;
    const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
    run('Installing packages', command ?? 'npm', [
        ...first,
        'ci',
        // Whatever NODE_ENV says: the build needs the development packages, Node and PostgreSQL are optional ones.
        '--include=dev',
        '--include=optional',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
    ]);
}

/** npm writes its hidden lock file last, so that an interrupted installation is seen as none. */
function isInstalled() {
    const wanted = readLock('package-lock.json');
    const found = readLock('node_modules/.package-lock.json');
    if (!wanted || !found) return false;
    return Object.entries(wanted).every(([path, { version, optional, link }]) =>
        path === '' || link ? true : found[path] ? found[path].version === version : optional,
    );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }> | undefined}
 */
function readLock(file) {
    try {
        return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
    } catch {
        return undefined;
    }
}
