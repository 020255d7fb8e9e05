/** The process in which pictures are decoded, from the server's side: started when first needed, and kept warm. */
import type { ChildProcess } from 'node:child_process';
import { ServiceUnavailable } from '../errors';
import { log } from '../log';
import type { Answer, Order, Orders } from './pictures/orders';
import { askChild, startChild } from './start-child';

/** Whatever is not done by then never will be. */
const DEADLINE_MS = 30_000;
/** Pictures that wait for their turn are held in memory: all of them together, in bytes. */
const MOST_WAITING = 256_000_000;
const PROGRAM = 'src/lib/server/media/pictures/process.ts';

let workshop: ChildProcess | undefined;
let turn: Promise<unknown> = Promise.resolve();
let waiting = 0;

/**
 * Has something made of a picture, one order after another. Undefined where it cannot be read, needs too much memory or
 * too long: then the process has ended, and the next order starts another.
 * @throws ServiceUnavailable where too much is waiting already.
 */
export function orderPicture<Name extends keyof Orders>(
    order: Order & { name: Name },
): Promise<Orders[Name]['made'] | undefined> {
    if (waiting + order.bytes.length > MOST_WAITING) throw new ServiceUnavailable();
    waiting += order.bytes.length;
    const made = turn.then(() => carryOut(order)).finally(() => (waiting -= order.bytes.length));
    turn = made.catch(() => {});
    return made as Promise<Orders[Name]['made'] | undefined>;
}

async function carryOut(order: Order): Promise<Answer['made']> {
    workshop ??= open();
    const answer = await askChild<Answer>(workshop, order, { deadline: DEADLINE_MS });
    if (!('lost' in answer)) return answer.made;
    workshop = undefined;
    log.warn({ part: 'pictures', ...answer.lost, bytes: order.bytes.length }, 'A picture was too much');
    return undefined;
}

function open(): ChildProcess {
    const child = startChild(PROGRAM, { part: 'pictures', heap: 192 });
    child.once('exit', () => {
        if (workshop === child) workshop = undefined;
    });
    return child;
}
