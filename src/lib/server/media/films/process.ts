/**
 * A process of its own that reads, and makes anew, the films and the sound of strangers: what explodes takes only this
 * with it, and its ffmpeg. It is run by Node as it stands, holds no secrets, and ends with the server that started it.
 */
import { standAside } from '../stand-aside.ts';
import { make } from './make.ts';
import type { Answer, Order } from './orders.ts';
import { probe } from './probe.ts';
import { Refused } from './refused.ts';

/** Bytes of memory at which this process gives up; the ffmpeg of the host has a limit of its own. */
const MOST_MEMORY = 1_500_000_000;
const TELL_EVERY_MS = 500;
/** How Node and ffmpeg say that the disk is full. */
const NO_ROOM = /ENOSPC|EDQUOT|No space left|quota exceeded/i;

standAside(MOST_MEMORY);
process.on('message', (order: Order) => void work(order).then(answer));

async function work(order: Order): Promise<Answer> {
    try {
        if (order.name === 'probe') return { probed: await probe(order.path, order.mimeType) };
        return { made: await make(order, tellNowAndThen()) };
    } catch (error) {
        const { why, cause } = error instanceof Refused ? error : new Refused('unreadable', error);
        const said = String(cause ?? why);
        return NO_ROOM.test(said) ? { broken: said } : { refused: why, said };
    }
}

function tellNowAndThen(): (progress: number) => void {
    let last = 0;
    return (progress) => {
        if (Date.now() - last < TELL_EVERY_MS) return;
        last = Date.now();
        answer({ progress });
    };
}

function answer(message: Answer): void {
    process.send?.(message);
}
