import { residentMb } from './processes.ts';

/** Where a Node process opens its inspector when it gets SIGUSR1. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const TRIES = 50;

/**
 * Resident memory of a Node process after full collections, in MB: the middle of three readings. What lies about
 * uncollected says nothing of what is held.
 */
export async function heldMb(pid: number): Promise<number> {
    process.kill(pid, 'SIGUSR1');
    const inspector = new WebSocket(await findInspector());
    await new Promise((settle, refuse) => {
        inspector.onopen = settle;
        inspector.onerror = refuse;
    });
    const readings: number[] = [];
    for (let reading = 0; reading < 3; reading++) {
        await call(inspector, 'HeapProfiler.collectGarbage');
        await pause(1_000);
        readings.push(residentMb(pid));
    }
    inspector.close();
    return readings.sort((a, b) => a - b)[1] ?? 0;
}

async function findInspector(): Promise<string> {
    for (let tried = 0; tried < TRIES; tried++) {
        const answer = await fetch(INSPECTOR).catch(() => undefined);
        const [target] = answer ? ((await answer.json()) as { webSocketDebuggerUrl: string }[]) : [];
        if (target) return target.webSocketDebuggerUrl;
        await pause(100);
    }
    throw new Error('The server did not open its inspector');
}

function call(inspector: WebSocket, method: string): Promise<void> {
    return new Promise((settle) => {
        inspector.onmessage = () => settle();
        inspector.send(JSON.stringify({ id: 1, method }));
    });
}

function pause(milliseconds: number): Promise<void> {
    return new Promise((settle) => setTimeout(settle, milliseconds));
}
