import type { Database } from '../../db';

/** A reading that is kept for a while. */
export interface Kept<T> {
    read(db: Database): Promise<T>;
    /** The next question reads anew. */
    forget(): void;
}

/** Reads what costs something at most once in `maxAge` milliseconds a process; whoever asks meanwhile gets the same. */
export function keptFor<T>(maxAge: number, readAnew: (db: Database) => Promise<T>): Kept<T> {
    let kept = new WeakMap<Database, { at: number; answer: Promise<T> }>();
    return {
        read(db) {
            let latest = kept.get(db);
            if (!latest || Date.now() - latest.at > maxAge) {
                latest = { at: Date.now(), answer: readAnew(db) };
                kept.set(db, latest);
                latest.answer.catch(() => kept.delete(db));
            }
            return latest.answer;
        },
        forget() {
            kept = new WeakMap();
        },
    };
}
