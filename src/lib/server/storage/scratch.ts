/** Files that live as long as somebody works on them, under the data directory: never in the system's own folder. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { config } from '../config';
import { asNoRoom } from './room';

/** A path of its own, which is removed with all that stands there when it is let go of. */
export interface Scratch extends AsyncDisposable {
    path: string;
}

/** Whoever has not cleaned up by now never will, whatever machine they ran on. */
const DAY = 86_400_000;

/** Of this process, which says in its name who may still be writing there. */
const FOLDER = `${hostname().replaceAll(/[^\w.-]/g, '_')}+${process.pid}+${randomBytes(6).toString('hex')}`;

/**
 * The path of a file that is to be written; there is nothing yet. `extension` without a dot.
 * @throws NoRoom
 */
export function scratchFile(extension = 'bin'): Scratch {
    return lent(`${newName()}.${extension}`);
}

/** An empty folder. @throws NoRoom */
export function scratchFolder(): Scratch {
    const folder = lent(newName());
    make(folder.path);
    return folder;
}

/** Removes what processes left that run no more. To be called at the start. */
export async function emptyScratch(): Promise<void> {
    for (const name of await readdir(root()).catch(() => []))
        if (await isLeft(name)) await rm(join(root(), name), { recursive: true, force: true });
}

const root = () => join(config().dataDir, 'scratch');
const newName = () => randomBytes(12).toString('hex');

function lent(name: string): Scratch {
    const folder = join(root(), FOLDER);
    make(folder);
    const path = join(folder, name);
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function make(folder: string): void {
    try {
        mkdirSync(folder, { recursive: true });
    } catch (error) {
        throw asNoRoom(error);
    }
}

/** Several processes share a data directory, also of several machines: only this machine's can be asked for. */
async function isLeft(name: string): Promise<boolean> {
    if (name === FOLDER) return false;
    const [host, pid] = name.split('+');
    const isOfThisMachine = FOLDER.startsWith(`${host}+`);
    if (isOfThisMachine && (Number(pid) === process.pid || !isRunning(Number(pid)))) return true;
    const found = await stat(join(root(), name)).catch(() => undefined);
    return found !== undefined && found.mtimeMs < Date.now() - DAY;
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
}
