import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, say } from './run.js';

/**
 * A name that one process at a time can listen on. The kernel frees it with the process, however that ends, so that
 * there is no stale lock to break (on macOS a file remains, which the next holder removes).
 */
function lockName() {
    const id = `atoll-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
    if (process.platform === 'linux') return `\0${id}`;
    if (process.platform === 'win32') return `\\\\?\\pipe\\${id}`;
    return join(tmpdir(), `${id}.lock`);
}

/** Does `work` while no other set-up of this checkout runs; two at once would destroy node_modules. @param {() => void} work */
export async function alone(work) {
    const name = lockName();
    let told = false;
    for (;;) {
        const server = await listen(name);
        if (server) {
            try {
                work();
            } finally {
                server.close();
            }
            return;
        }
        if (!told) say('Another set-up of this checkout is at work; waiting for it.');
        told = true;
        await untilFree(name);
    }
}

/** @param {string} name @returns {Promise<import('node:net').Server | undefined>} */
function listen(name) {
    return new Promise((settle, refuse) => {
        // Whoever waits hangs on a connection until this process closes it by ending.
        const server = createServer((socket) => socket.unref());
        server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
            error.code === 'EADDRINUSE' ? settle(undefined) : refuse(error),
        );
        server.listen(name, () => settle(server));
    });
}

/** @param {string} name */
function untilFree(name) {
    return new Promise((settle) => {
        const socket = connect(name);
        socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
            if (error.code === 'ECONNREFUSED' && !name.startsWith('\0')) unlinkSync(name);
        });
        socket.on('close', settle);
        socket.resume();
    });
}
