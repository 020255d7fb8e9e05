import type { Database } from '../../db';
import { settleDeliveries } from './claim';

/**
 * Deliveries that are done, taken off the books together: while one statement runs, the next group gathers. A process
 * that is killed in between delivers those few again.
 */
export class Settlements {
    readonly #db: Database;
    #gathering: string[] = [];
    #writing: Promise<void> = Promise.resolve();
    #next: Promise<void> | undefined;

    constructor(db: Database) {
        this.#db = db;
    }

    /** Resolves once the delivery is off the books. */
    add(id: string): Promise<void> {
        this.#gathering.push(id);
        return this.flush();
    }

    /** Resolves once everything gathered so far is. */
    flush(): Promise<void> {
        return (this.#next ??= this.#writing
            .catch(() => {})
            .then(() => {
                this.#next = undefined;
                const ids = this.#gathering.splice(0);
                return (this.#writing = ids.length > 0 ? settleDeliveries(this.#db, ids) : Promise.resolve());
            }));
    }
}
