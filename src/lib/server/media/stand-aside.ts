import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** What a process ends with that held too much memory. */
export const TOO_MUCH = 77;

const LOOK_EVERY_MS = 20;

/**
 * Makes of this process one that works on what strangers give: after the server in everything, ended when it holds more
 * than `mostMemory` bytes, and gone when the server is, with all it started.
 */
export function standAside(mostMemory: number): void {
    setPriority(10);
    yieldToServer();
    // Whoever presses Ctrl+C speaks to the server, which ends this by closing the channel.
    process.on('SIGINT', () => {});
    process.on('disconnect', endAll);
    setInterval(() => {
        if (process.memoryUsage.rss() > mostMemory) process.exit(TOO_MUCH);
    }, LOOK_EVERY_MS).unref();
}

/** Ends the group that this process leads, or where it leads none itself. */
function endAll(): void {
    try {
        process.kill(-process.pid, 'SIGKILL');
    } catch {
        process.exit();
    }
}

/** Where memory runs out, Linux ends this first. Elsewhere there is no such file. */
function yieldToServer(): void {
    try {
        writeFileSync('/proc/self/oom_score_adj', '1000');
    } catch {
        // The limit above holds everywhere.
    }
}
