import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { config } from '../config';

/** The ffmpeg that film and sound are made with. */
export interface Ffmpeg {
    /** Undefined for the one of WebAssembly that Atoll brings. */
    path: string | undefined;
    version: string;
    /** Why it is not the one that was asked for. */
    complaint?: string;
}

const OLDEST = [5, 1] as const;
/** What @ffmpeg/core was built from. */
const BROUGHT: Ffmpeg = { path: undefined, version: '5.1.4' };
const PATIENCE_MS = 5_000;

const known = new Map<string, Promise<Ffmpeg>>();

/** Which ffmpeg is used by the setting ATOLL_FFMPEG. Asked once, for a program stays what it is. */
export function ffmpegInUse(): Promise<Ffmpeg> {
    const wanted = config().ffmpeg;
    let found = known.get(wanted);
    if (!found) known.set(wanted, (found = findFfmpeg(wanted)));
    return found;
}

async function findFfmpeg(wanted: string): Promise<Ffmpeg> {
    if (wanted === 'off') return BROUGHT;
    const path = wanted === 'auto' ? await onPath('ffmpeg') : wanted;
    if (path === undefined) return BROUGHT;
    const version = await versionOf(path);
    if (version === undefined) return { ...BROUGHT, complaint: `${path} is no ffmpeg` };
    if (isTooOld(version)) return { ...BROUGHT, complaint: `${path} is ${version}: older than 5.1` };
    return { path, version };
}

/** The program that a shell would start; its whole path, since what works on films knows no PATH. */
async function onPath(name: string): Promise<string | undefined> {
    for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
        const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
        if (
            await access(path, constants.X_OK).then(
                () => true,
                () => false,
            )
        )
            return path;
    }
    return undefined;
}

async function versionOf(path: string): Promise<string | undefined> {
    const said = await promisify(execFile)(path, ['-version'], { timeout: PATIENCE_MS, env: {} }).catch(
        () => undefined,
    );
    return /^ffmpeg version (\S+)/.exec(said?.stdout ?? '')?.[1];
}

/** Builds between releases are called otherwise, and are newer. */
function isTooOld(version: string): boolean {
    const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(version) ?? [];
    if (major === undefined) return false;
    return Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
}
