import type { Page } from '../api/request';

/** How many items more are worth a press; fewer, and the next page is asked for at once. */
const ENOUGH = 10;

/** How a list is kept on the device, to be there at once and without a network. */
export interface KeptList<T> {
    read(): Promise<readonly T[]>;
    /** The first items, as the server told them now. */
    write(items: readonly T[]): Promise<void>;
}

/** A list of the server's that is read page by page, while it is looked at; what is kept of it shows at once. */
export class PagedList<T> {
    readonly #read: (path?: string) => Promise<Page<T>>;
    readonly #kept: KeptList<T> | undefined;
    /** What is shown is only what the device kept. */
    #isOld = $state(false);
    #items: readonly T[] = $state.raw([]);
    #state: 'loading' | 'ready' | 'failed' = $state('loading');
    #next: string | null | undefined = $state();

    /** `read` asks for the first page, or for the one at a path the server named. */
    constructor(read: (path?: string) => Promise<Page<T>>, kept?: KeptList<T>) {
        this.#read = read;
        this.#kept = kept;
    }

    /** Shows what the device keeps, then asks for the first page. */
    async open(): Promise<void> {
        const known = (await this.#kept?.read().catch(() => [])) ?? [];
        if (known.length > 0 && this.#items.length === 0) {
            this.#items = known;
            this.#isOld = true;
        }
        await this.more();
    }

    /** Is what is shown only what the device kept? */
    get isOld(): boolean {
        return this.#isOld;
    }

    get items(): readonly T[] {
        return this.#items;
    }

    get state(): 'loading' | 'ready' | 'failed' {
        return this.#state;
    }

    get ended(): boolean {
        return this.#next === null;
    }

    /** Asks for the next page, the first one to begin with; what is here stays when that fails. */
    async more(): Promise<void> {
        if (this.#next === null) return;
        this.#state = 'loading';
        try {
            // A page may have been shortened by what the person does not want to meet; an empty one is the last.
            for (let gained = 0; gained < ENOUGH && this.#next !== null;) {
                const { items, next } = await this.#read(this.#next);
                this.#items = this.#isOld ? items : [...this.#items, ...items];
                this.#isOld = false;
                this.#next = items.length > 0 ? next : null;
                gained += items.length;
            }
            this.#state = 'ready';
            await this.#kept?.write(this.#items);
        } catch {
            this.#state = 'failed';
        }
    }

    remove(item: T): void {
        this.#items = this.#items.filter((other) => other !== item);
    }
}
