/** The process in which pictures are decoded, from the server's side: started when first needed, and kept warm. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ServiceUnavailable } from '../errors';
import { log } from '../log';
import type { Answer, Order, Orders } from './pictures/orders';

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

function carryOut(order: Order): Promise<Answer['made']> {
    const process = (workshop ??= open());
    return new Promise((settle) => {
        const finish = (made?: Answer['made']) => {
            clearTimeout(deadline);
            process.off('message', hear).off('exit', lose);
            settle(made);
        };
        const hear = ({ made }: Answer) => finish(made);
        const lose = (code: number | null, signal: string | null) => {
            log.warn({ part: 'pictures', code, signal, bytes: order.bytes.length }, 'A picture was too much');
            finish();
        };
        const deadline = setTimeout(() => process.kill('SIGKILL'), DEADLINE_MS);
        process.on('message', hear).on('exit', lose);
        process.send(order, (error) => {
            if (error) process.kill('SIGKILL');
        });
    });
}

function open(): ChildProcess {
    const process = fork(join(projectRoot(), PROGRAM), {
        serialization: 'advanced',
        // It decodes what strangers give, and needs none of the server's secrets for that.
        env: { NODE_ENV: 'production' },
        execArgv: ['--max-old-space-size=192', '--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    process.on('error', (error) => log.error({ err: error, part: 'pictures' }, 'Pictures cannot be decoded'));
    process.on('exit', () => {
        if (workshop === process) workshop = undefined;
    });
    // A command that is done does not wait for it; with the channel closed it ends by itself.
    process.unref();
    process.channel?.unref();
    return process;
}

/** The sources stand beside every build, however deep in it this was put. */
function projectRoot(): string {
    let folder = import.meta.dirname;
    while (!existsSync(join(folder, PROGRAM))) {
        if (dirname(folder) === folder) throw new Error(`${PROGRAM} is missing`);
        folder = dirname(folder);
    }
    return folder;
}
