/**
 * A process of its own that does nothing but decode pictures, one at a time: what explodes takes only this with it. It is
 * run by Node as it stands, holds no secrets, and ends with the server that started it.
 */
import { standAside } from '../stand-aside.ts';
import { banner, logo } from './brand.ts';
import { cut } from './cut.ts';
import type { Answer, Order } from './orders.ts';
import { prepare } from './prepare.ts';
import { preview } from './preview.ts';

/** Bytes of memory at which this process gives up; the largest AVIF that people make needs 820 million. */
const MOST_MEMORY = 900_000_000;

standAside(MOST_MEMORY);
process.on('message', (order: Order) => void answer(order));

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
        case 'logo':
            return logo(bytes, order.background);
        case 'banner':
            return banner(bytes);
    }
}
