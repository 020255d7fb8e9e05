import { spawn } from 'node:child_process';

/** Runs `atoll …` as an operator would. */
export function atoll(dataDir: string, ...args: string[]) {
    return new Promise<{ code: number | null; out: string; error: string }>((settle) => {
        const child = spawn(process.execPath, ['scripts/atoll.ts', ...args], {
            env: { PATH: process.env.PATH, ATOLL_DATA_DIR: dataDir },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let [out, error] = ['', ''];
        child.stdout.on('data', (part: Buffer) => (out += part.toString()));
        child.stderr.on('data', (part: Buffer) => (error += part.toString()));
        child.once('close', (code) => settle({ code, out, error }));
    });
}
