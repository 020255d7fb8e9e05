/** The host's ffmpeg, as a process of its own in the group of the one that works on films: it ends with it. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { availableParallelism } from 'node:os';
import { argumentsOf, type Engine, type Run } from './engine.ts';

/** Bytes of address space, most of which are programs and never used. */
const MOST_ADDRESSES = 3_000_000_000;
/** Bytes of a file: more than comes of anything within the limits. */
const LARGEST_FILE = 1_000_000_000;
/** The other cores belong to those who read. */
const THREADS = String(availableParallelism() >= 4 ? 2 : 1);

/** Uses the program at `path`. */
export function hostFfmpeg(path: string): Engine {
    return { kind: 'host', run: (run) => start(path, run) };
}

function start(path: string, run: Run): Promise<void> {
    const threads = ['-threads', THREADS];
    const wanted = argumentsOf(
        { ...run, before: [...threads, ...(run.before ?? [])], after: [...run.after, ...threads] },
        `file:${run.input}`,
        `file:${run.output}`,
    );
    const [program, ...given] = limited(path, ['-progress', 'pipe:1', '-filter_threads', '1', ...wanted]);
    return new Promise((settle, fail) => {
        const child = spawn(program ?? path, given, {
            cwd: dirname(run.output),
            // It decodes what strangers give, and needs nothing of the server for that.
            env: {},
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        const said: Buffer[] = [];
        child.stderr.on('data', (text: Buffer) => void (said.length < 20 && said.push(text)));
        child.stdout.on('data', (text: Buffer) => {
            const done = /out_time_us=(\d+)/g.exec(text.toString('latin1'))?.[1];
            if (done) run.onSeconds?.(Number(done) / 1_000_000);
        });
        child.on('error', fail);
        child.on('close', (code, signal) => {
            if (code === 0) settle();
            else fail(new Error(`ffmpeg ended with ${signal ?? code}: ${Buffer.concat(said).toString()}`));
        });
    });
}

/** With limits of memory and of what it writes, where the system has a shell that sets them. */
function limited(path: string, given: readonly string[]): string[] {
    if (process.platform === 'win32') return [path, ...given];
    const limits = `ulimit -v ${MOST_ADDRESSES / 1_000} 2>/dev/null; ulimit -f ${LARGEST_FILE / 512} 2>/dev/null; ulimit -c 0`;
    return ['/bin/sh', '-c', `${limits}; exec "$0" "$@"`, path, ...given];
}
