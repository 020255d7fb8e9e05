import type { Database } from '../db';
import { processFilm, recordProgress, type FilmJob } from '../domain/media';
import type { JobKind } from '../jobs';
import { log } from '../log';
import { publishMedia } from './publish-media';

/** The pause between two times that its owner hears how far the work is, in milliseconds. */
const TELL_EVERY_MS = 1_000;

/** Makes film or sound ready, one after another, and lets its owner hear of it. */
export const filmJob: JobKind<FilmJob> = {
    batch: 1,
    retries: 2,
    retryDelay: 10,
    async run(db, job) {
        const diary = new Diary(db, job.mediaId);
        if (!(await processFilm(db, job, (share) => diary.note(share)))) return;
        await diary.close();
        await publishMedia(db, job.mediaId);
    },
};

/** Writes down how far the work is, now and then, one entry after another. */
class Diary {
    readonly #db: Database;
    readonly #mediaId: string;
    #written = 0;
    #writing: Promise<void> = Promise.resolve();

    constructor(db: Database, mediaId: string) {
        this.#db = db;
        this.#mediaId = mediaId;
    }

    note(share: number): void {
        if (Date.now() - this.#written < TELL_EVERY_MS) return;
        this.#written = Date.now();
        this.#writing = this.#writing
            .then(async () => {
                await recordProgress(this.#db, this.#mediaId, share);
                await publishMedia(this.#db, this.#mediaId);
            })
            .catch((error: unknown) => log.warn({ err: error }, 'Progress of a film was not told'));
    }

    /** Settles once everything is written down. */
    close(): Promise<void> {
        return this.#writing;
    }
}
