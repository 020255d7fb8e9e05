/**
 * Notices when the database stops answering. A connection that hangs (a stopped process, a cut network) fails no query:
 * those who wait would wait without end. While the watch finds no answer they are told so at once.
 */
import type { Database } from './client';
import { ServiceUnavailable } from '../errors';

/** How often the database is asked, in milliseconds. */
const EVERY_MS = 500;
/** How long an answer may take before the database counts as away, in milliseconds. */
const PATIENCE_MS = 2000;

let away = false;
const waiting = new Set<(reason: ServiceUnavailable) => void>();

/**
 * Watches over `db`, which should have a connection for nothing else: a busy pool is not an absent database.
 * Returns how to end the watch.
 */
export function watchDatabase(db: Database): () => void {
    let timer: NodeJS.Timeout;
    let ended = false;
    const look = async () => {
        const impatience = setTimeout(missed, PATIENCE_MS);
        try {
            await db.$client`SELECT 1`;
            away = false;
        } catch {
            missed();
        }
        clearTimeout(impatience);
        if (!ended) timer = setTimeout(() => void look(), EVERY_MS).unref();
    };
    const missed = () => {
        if (ended) return;
        away = true;
        for (const refuse of waiting) refuse(new ServiceUnavailable());
        waiting.clear();
    };
    void look();
    return () => {
        ended = true;
        away = false;
        clearTimeout(timer);
    };
}

/**
 * Does `work` as long as the database answers. What it began goes on, but nobody waits for it any more.
 * @throws ServiceUnavailable as soon as the database is found to be away.
 */
export function whileDatabaseAnswers<T>(work: () => T | Promise<T>): Promise<T> {
    if (away) return Promise.reject(new ServiceUnavailable());
    return new Promise<T>((settle, refuse) => {
        waiting.add(refuse);
        Promise.resolve()
            .then(work)
            .then(settle, refuse)
            .finally(() => waiting.delete(refuse));
    });
}
