/**
 * A process of its own that does nothing but decode pictures, one at a time: what explodes takes only this with it. It is
 * run by Node as it stands, holds no secrets, and ends with the server that started it.
 */
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { cut } from './cut.ts';
import type { Answer, Order } from './orders.ts';
import { prepare } from './prepare.ts';
import { preview } from './preview.ts';

/** Bytes of memory at which this process gives up. */
const MOST_MEMORY = 800_000_000;
const LOOK_EVERY_MS = 20;

setPriority(10);
yieldToServer();
// Whoever presses Ctrl+C speaks to the server, which ends this by closing the channel.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
process.on('message', (order: Order) => void answer(order));
setInterval(() => {
    if (process.memoryUsage.rss() > MOST_MEMORY) process.kill(process.pid, 'SIGKILL');
}, LOOK_EVERY_MS).unref();

async function answer(order: Order): Promise<void> {
    const made = await make(order).catch(() => undefined);
    process.send?.({ made } satisfies Answer);
}

function make(order: Order) {
    // What came through the channel is a plain array of bytes.
    const bytes = Buffer.from(order.bytes);
    switch (order.name) {
        case 'cut':
            return cut(bytes, order.type, order.size);
        case 'prepare':
            return prepare(bytes, order.type);
        case 'preview':
            return preview(bytes);
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
