import type { Database } from './client';

let current: Database | undefined;

/** Says which database this process serves; called once by the composition root, and by each test file. */
export function useDatabase(db: Database | undefined): void {
    current = db;
}

/**
 * The database this process serves, for the edges; everything below takes it as its first argument.
 * @throws Error before the composition root opened it.
 */
export function database(): Database {
    if (!current) throw new Error('The database is not open yet');
    return current;
}
