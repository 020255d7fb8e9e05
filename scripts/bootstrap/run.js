import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's own directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Why the set-up cannot go on; printed without a stack. */
export class Failure extends Error {}

/** One line of progress, on standard error so that a command's output stays clean. @param {string} line */
export function say(line) {
    process.stderr.write(`${line}\n`);
}

/**
 * Runs a program quietly; what it printed is shown only when it fails.
 * @param {string} purpose @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [environment]
 */
export function run(purpose, command, args, environment = {}) {
    const { status, error, output } = spawnSync(command, args, {
        cwd: root,
        env: { ...process.env, ...environment },
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (status === 0) return;
    const said = (output ?? []).filter(Boolean).join('').trim();
    throw new Failure(`${said}\n${purpose} failed${error ? `: ${error.message}` : ''}.`);
}

/** The Node that the packages bring; the host's where its platform has none and the host's is new enough. */
export function bundledNode() {
    const bundled = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
    if (existsSync(bundled)) return bundled;
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major > 24 || (major === 24 && minor >= 0)) return process.execPath;
    throw new Failure(
        `There is no Node 24 on npm for ${process.platform}-${process.arch}: install Node 24 and try again.`,
    );
}
