import type { Database } from '../db';
import type { FactOf, FactType } from '../events';

/** Something that follows from a fact. Idempotent; looks up the present and does nothing when it is gone. */
export type Effect<T extends FactType> = (db: Database, fact: FactOf<T>) => Promise<void>;
