import { spawn } from 'node:child_process';

/** Runs `atoll …` as an operator would. */
export function atoll(dataDir: string, ...args: string[]) {
    return atollWith({ ATOLL_DATA_DIR: dataDir }, ...args);
}

/** The same, with the settings of a server that has more than a directory. */
export function atollWith(settings: Record<string, string>, ...args: string[]) {
    return new Promise<{ code: number | null; out: string; error: string }>((settle) => {
        const child = spawn(process.execPath, ['scripts/atoll.ts', ...args], {
            env: { PATH: process.env.PATH, ...settings },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let [out, error] = ['', ''];
        child.stdout.on('data', (part: Buffer) => (out += part.toString()));
        child.stderr.on('data', (part: Buffer) => (error += part.toString()));
        child.once('close', (code) => settle({ code, out, error }));
    });
}

/** Runs a command that must succeed, and returns its data. @throws Error with what it said. */
export async function atollData<T = unknown>(dataDir: string, line: string): Promise<T> {
    const { code, out, error } = await atoll(dataDir, ...line.split(' '), '--json');
    if (code !== 0) throw new Error(`atoll ${line} ended with ${code}: ${out}${error}`);
    return JSON.parse(out) as T;
}
