import { execFile, fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Answer, Order } from '../src/lib/server/media/films/orders.ts';
import { cpuOfTree, residentMb } from './processes.ts';
import { percentile } from './requests.ts';
import { atMost, round, type Line } from './table.ts';

const PROGRAM = fileURLToPath(new URL('../src/lib/server/media/films/process.ts', import.meta.url));
const PROBES = 30;
/** As a telephone writes it, and as a browser records it. */
const CLIPS = {
    'clip.mp4': [
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-pix_fmt',
        'yuv420p',
        '-b:v',
        '4M',
        '-c:a',
        'aac',
    ],
    'clip.webm': [
        '-c:v',
        'libvpx-vp9',
        '-deadline',
        'realtime',
        '-cpu-used',
        '8',
        '-b:v',
        '2M',
        '-c:a',
        'libopus',
    ],
} as const;
const CONTENT = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=10', '-f', 'lavfi', '-i', 'sine=d=10'];

/** What ten seconds of film at 720p cost, in the process that works on them. Nothing where this machine has no ffmpeg. */
export async function measureFilms(): Promise<Line[]> {
    const folder = mkdtempSync(join(tmpdir(), 'atoll-films-'));
    try {
        const found = await promisify(execFile)('/bin/sh', ['-c', 'command -v ffmpeg']).catch(
            () => undefined,
        );
        const ffmpeg = found?.stdout.trim();
        if (!ffmpeg) return [{ what: 'film', measured: 'no ffmpeg here to make clips with', target: '' }];
        for (const [name, options] of Object.entries(CLIPS))
            await promisify(execFile)(ffmpeg, ['-v', 'error', ...CONTENT, ...options, join(folder, name)]);
        const [mp4, webm] = Object.keys(CLIPS).map((name) => join(folder, name)) as [string, string];
        const make = (name: string, path: string, mimeType: string, program?: string) => {
            const into = join(folder, `${name}-made`);
            mkdirSync(into);
            return work({ name: 'make', path, mimeType, folder: into, ffmpeg: program });
        };
        return [
            await probeLine(mp4),
            lineOf(
                'an MP4 of 10 s at 720p kept as it is, with a poster',
                await make('mp4', mp4, 'video/mp4', ffmpeg),
            ),
            lineOf(
                'a WebM of 10 s at 720p to MP4, with a poster, by the ffmpeg of this machine',
                await make('host', webm, 'video/webm', ffmpeg),
            ),
            lineOf('the same by WebAssembly', await make('wasm', webm, 'video/webm')),
        ];
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function start(): ChildProcess {
    return fork(PROGRAM, {
        serialization: 'advanced',
        env: { NODE_ENV: 'production' },
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
}

/** Settles with what ends an order. */
function ask(child: ChildProcess, order: Order, onWord: () => void = () => {}): Promise<Answer> {
    return new Promise((settle, fail) => {
        const hear = (answer: Answer) => {
            onWord();
            if ('progress' in answer) return;
            child.off('message', hear).off('exit', lose);
            if ('refused' in answer) fail(new Error(answer.said));
            else settle(answer);
        };
        const lose = () => fail(new Error('It was lost'));
        child.on('message', hear).on('exit', lose);
        child.send(order);
    });
}

async function probeLine(path: string): Promise<Line> {
    const child = start();
    try {
        const times: number[] = [];
        for (let n = 0; n < PROBES; n++) {
            const begun = performance.now();
            await ask(child, { name: 'probe', path, mimeType: 'video/mp4' });
            times.push(performance.now() - begun);
        }
        const details = `p95 ${round(percentile(times, 0.95))} ms, the first ${round(times[0] ?? 0)} ms`;
        return atMost('what a film is, without decoding', percentile(times, 0.5), 'ms', 10, details);
    } finally {
        child.kill();
    }
}

async function work(order: Order) {
    const child = start();
    try {
        let memory = 0;
        const look = () => (memory = Math.max(memory, residentMb(child.pid ?? 0)));
        const begun = performance.now();
        await ask(child, order, look);
        return { ms: performance.now() - begun, cpu: cpuOfTree(child.pid ?? 0), memory };
    } finally {
        child.kill();
    }
}

function lineOf(what: string, { ms, cpu, memory }: Awaited<ReturnType<typeof work>>): Line {
    const measured = `${round(cpu)} ms CPU (${round(ms)} ms, ${memory.toFixed(0)} MB)`;
    return { what, measured, target: '' };
}
