/** The thread in which FFmpeg runs as WebAssembly. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { lendFile } from './lend-file.ts';
import { WASM_INPUT, WASM_OUTPUT, type WasmAnswer, type WasmRun } from './wasm-ffmpeg.ts';
import type { Core } from './wasm-core.ts';

const require = createRequire(import.meta.url);
const core = await load();
let said = '';
core.setLogger(({ message }) => (said = `${said}${message}\n`.slice(-2_000)));

parentPort?.on('message', ({ input, output, given }: WasmRun) => {
    said = '';
    const taken = [lendFile(core.FS, WASM_INPUT, input, 'r'), lendFile(core.FS, WASM_OUTPUT, output, 'w+')];
    core.setProgress(({ time }) => {
        if (time > 0) answer({ seconds: time / 1_000_000 });
    });
    // What it cannot do may also be thrown: then it is of no use any more, and this thread ends.
    core.exec(...given);
    const ended = core.ret;
    core.reset();
    for (const take of taken) take();
    answer({ ended, said });
});

function answer(message: WasmAnswer): void {
    parentPort?.postMessage(message);
}

/** It was built for a browser's worker, and looks for where it was loaded from. */
async function load(): Promise<Core> {
    const program = require.resolve('@ffmpeg/core');
    Object.assign(globalThis, { self: globalThis, location: { href: 'file:///' } });
    const create = require(program) as (options: { wasmBinary: Uint8Array }) => Promise<Core>;
    return create({ wasmBinary: readFileSync(program.replace(/\.js$/, '.wasm')) });
}
