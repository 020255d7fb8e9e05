/** FFmpeg as WebAssembly, in a thread of this process: it has no files but the two it is lent, and no network. */
import { Worker } from 'node:worker_threads';
import { argumentsOf, type Engine, type Run } from './engine.ts';

/** What the thread is asked for. */
export interface WasmRun {
    input: string;
    output: string;
    given: string[];
}

/** What it answers: seconds that are done, by and by; then how it ended. */
export type WasmAnswer = { seconds: number } | { ended: number; said: string };

/** Where the thread finds what it is lent. */
export const WASM_INPUT = '/input';
export const WASM_OUTPUT = '/output';

/** Starts when it is first needed, and is kept for the runs that follow. */
export function wasmFfmpeg(): Engine {
    let thread: Worker | undefined;
    return {
        kind: 'wasm',
        run(run) {
            thread ??= new Worker(new URL('./wasm-thread.ts', import.meta.url));
            return carryOut(thread, run);
        },
    };
}

function carryOut(thread: Worker, run: Run): Promise<void> {
    return new Promise((settle, fail) => {
        const finish = (error?: Error) => {
            thread.off('message', hear).off('error', finish);
            if (error) fail(error);
            else settle();
        };
        const hear = (answer: WasmAnswer) => {
            if ('seconds' in answer) run.onSeconds?.(answer.seconds);
            else
                finish(
                    answer.ended === 0
                        ? undefined
                        : new Error(`ffmpeg ended with ${answer.ended}: ${answer.said}`),
                );
        };
        thread.on('message', hear).on('error', finish);
        const { input, output } = run;
        const given = argumentsOf(run, WASM_INPUT, WASM_OUTPUT);
        thread.postMessage({ input, output, given } satisfies WasmRun);
    });
}
