/** Processes that work on what strangers give, from the server's side. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { log } from '../log';

/**
 * Starts a program of ours, which Node runs as it stands in the sources. It knows nothing of the server's secrets, leads a
 * group of its own, and ends when the server does. `heap` in megabytes.
 */
export function startChild(program: string, { part, heap }: { part: string; heap: number }): ChildProcess {
    const child = fork(join(rootOf(program), program), {
        serialization: 'advanced',
        env: { NODE_ENV: 'production' },
        execArgv: [`--max-old-space-size=${heap}`, '--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        detached: true,
    });
    child.on('error', (error) => log.error({ err: error, part }, 'A process cannot be started'));
    // What it started itself does not outlive it.
    child.on('exit', () => endChild(child));
    // A command that is done does not wait for it; with the channel closed it ends by itself.
    child.unref();
    child.channel?.unref();
    return child;
}

/** Ends it with all it started, at once. */
export function endChild(child: ChildProcess): void {
    try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
        child.kill('SIGKILL');
    }
}

/** How a process was lost before it answered. */
export interface Lost {
    code: number | null;
    signal: string | null;
    late: boolean;
}

/**
 * Sends an order and waits for the message that `isLast`; the others are given to it as well. Where nothing has come after
 * `deadline` milliseconds, the process is ended.
 */
export function askChild<Answer>(
    child: ChildProcess,
    order: object,
    { deadline, isLast = () => true }: { deadline: number; isLast?: (message: Answer) => boolean },
): Promise<Answer | { lost: Lost }> {
    return new Promise((settle) => {
        const finish = (answer: Answer | { lost: Lost }) => {
            clearTimeout(timer);
            child.off('message', hear).off('exit', lose);
            settle(answer);
        };
        const hear = (message: Answer) => {
            if (isLast(message)) finish(message);
        };
        const lose = (code: number | null, signal: string | null) =>
            finish({ lost: { code, signal, late: false } });
        const end = (late: boolean) => {
            endChild(child);
            finish({ lost: { code: child.exitCode, signal: child.signalCode, late } });
        };
        const timer = setTimeout(() => end(true), deadline);
        child.on('message', hear).on('exit', lose);
        child.send(order, (error) => {
            if (error) end(false);
        });
    });
}

/** The sources stand beside every build, however deep in it this was put. */
function rootOf(program: string): string {
    let folder = import.meta.dirname;
    while (!existsSync(join(folder, program))) {
        if (dirname(folder) === folder) throw new Error(`${program} is missing`);
        folder = dirname(folder);
    }
    return folder;
}
