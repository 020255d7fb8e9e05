/** What processes have used, as the kernel counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every platform that has /proc. */
const MS_PER_TICK = 10;
const PAGE_BYTES = 4_096;

interface Stat {
    parent: number;
    /** CPU time of the process itself and of its children that have ended, in milliseconds. */
    cpu: number;
    rss: number;
}

function statOf(pid: number | string): Stat | undefined {
    try {
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // The name stands in brackets and may hold anything.
        const fields = text
            .slice(text.lastIndexOf(')') + 2)
            .split(' ')
            .map(Number);
        const [, parent = 0] = fields;
        const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
        return { parent, cpu: ticks * MS_PER_TICK, rss: (fields[21] ?? 0) * PAGE_BYTES };
    } catch {
        return undefined;
    }
}

/** CPU milliseconds of one process, without its living children. */
export function cpuOf(pid: number): number {
    return statOf(pid)?.cpu ?? 0;
}

/** CPU milliseconds of a process and everything below it. */
export function cpuOfTree(root: number): number {
    const children = new Map<number, number[]>();
    for (const name of readdirSync('/proc')) {
        if (!/^\d+$/.test(name)) continue;
        const parent = statOf(name)?.parent;
        if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
    const sum = (pid: number): number =>
        cpuOf(pid) + (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
    return sum(root);
}

/** Resident memory in MB (millions of bytes). */
export function residentMb(pid: number): number {
    return (statOf(pid)?.rss ?? 0) / 1e6;
}
