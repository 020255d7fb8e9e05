/** The processes in which film and sound are read and made, from the server's side. */
import type { ChildProcess } from 'node:child_process';
import { log } from '../log';
import { ffmpegInUse } from './find-ffmpeg';
import type { Answer, FilmOrder, MadeFilm, Order, Probe, Refusal } from './films/orders';
import { TOO_MUCH } from './stand-aside';
import { askChild, endChild, startChild } from './start-child';

/** Why nothing became of film or sound. */
export type FilmRefusal = Refusal | 'too-slow' | 'too-much';

/** Film or sound that nothing is made of. */
export class FilmRefused extends Error {
    override name = 'FilmRefused';
    readonly why: FilmRefusal;

    constructor(why: FilmRefusal) {
        super(why);
        this.why = why;
    }
}

const PROGRAM = 'src/lib/server/media/films/process.ts';
const CHILD = { part: 'films', heap: 512 };
const PROBE_DEADLINE = 15_000;
/** Milliseconds that the work on one second may take, what it may take in any case, and what it never takes more than. */
const PER_SECOND = 30_000;
const AT_LEAST = 60_000;
const AT_MOST = 600_000;

let prober: ChildProcess | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * What film or sound is, and what will be made of it; one after another, in a process that is kept warm.
 * @throws FilmRefused for what cannot be read, and what is more than is taken on.
 */
export function probeFilm(path: string, mimeType: string): Promise<Probe> {
    const probed = turn.then(() => askProber({ name: 'probe', path, mimeType }));
    turn = probed.catch(() => {});
    return probed;
}

async function askProber(order: Order): Promise<Probe> {
    prober ??= startProber();
    const answer = await askChild<Answer>(prober, order, { deadline: PROBE_DEADLINE });
    if ('probed' in answer) return answer.probed;
    if ('lost' in answer) prober = undefined;
    throw new FilmRefused('refused' in answer ? answer.refused : 'unreadable');
}

function startProber(): ChildProcess {
    const child = startChild(PROGRAM, CHILD);
    child.once('exit', () => {
        if (prober === child) prober = undefined;
    });
    return child;
}

/**
 * Makes film or sound ready to be played by everybody, in a process of its own. `seconds` is how long it is.
 * @throws FilmRefused where nothing becomes of it; any other error where the process was lost, and it may be tried again.
 */
export async function makeFilm(
    order: Omit<FilmOrder, 'ffmpeg'> & { seconds: number },
    onProgress: (share: number) => void,
): Promise<MadeFilm> {
    const { seconds, ...given } = order;
    const { path: ffmpeg } = await ffmpegInUse();
    const child = startChild(PROGRAM, CHILD);
    try {
        const deadline = Math.min(AT_MOST, AT_LEAST + seconds * PER_SECOND);
        const answer = await askChild<Answer>(child, { name: 'make', ffmpeg, ...given } satisfies Order, {
            deadline,
            isLast(message) {
                if ('progress' in message) onProgress(message.progress);
                return !('progress' in message);
            },
        });
        if ('made' in answer) return answer.made;
        if ('refused' in answer) {
            log.info({ part: 'films', why: answer.refused, said: answer.said }, 'Nothing became of a film');
            throw new FilmRefused(answer.refused);
        }
        if (!('lost' in answer)) throw new Error('broken' in answer ? answer.broken : 'No film was made');
        log.warn({ part: 'films', ...answer.lost }, 'A film was too much');
        if (answer.lost.late) throw new FilmRefused('too-slow');
        if (answer.lost.code === TOO_MUCH) throw new FilmRefused('too-much');
        throw new Error('The process that makes films was ended');
    } finally {
        endChild(child);
    }
}
