import { database } from '../database/open';
import { randomId } from '../database/random-id';
import { writeQuietly } from '../database/write-quietly';
import {
    firstLayout,
    MOST_COLUMNS,
    readLayouts,
    type ColumnContent,
    type DeckLayout,
} from '../feeds/deck-layout';
import { moved } from '../moved';

const KEPT_AS = 'deck';

/** The decks of this person on this device: several feeds side by side, arranged as they like. */
export class Deck {
    #layouts: readonly DeckLayout[] = $state.raw([]);

    /** Empty until loaded; then at least one. */
    get layouts(): readonly DeckLayout[] {
        return this.#layouts;
    }

    async load(): Promise<void> {
        if (this.#layouts.length > 0) return;
        const kept = await database()
            .get('meta', KEPT_AS)
            .catch(() => undefined);
        this.#layouts = readLayouts(kept?.value);
    }

    /** The layout of this id, or else the first. */
    layout(id: string | undefined): DeckLayout {
        return this.#layouts.find((one) => one.id === id) ?? this.#layouts[0] ?? firstLayout();
    }

    /** Answers whether there was room. */
    add(layoutId: string, shows: ColumnContent, name?: string): boolean {
        const { columns } = this.layout(layoutId);
        if (columns.length >= MOST_COLUMNS) return false;
        const column = { id: randomId(), shows, ...(name !== undefined && { name }) };
        this.#change(layoutId, { columns: [...columns, column] });
        return true;
    }

    remove(layoutId: string, columnId: string): void {
        const columns = this.layout(layoutId).columns.filter(({ id }) => id !== columnId);
        this.#change(layoutId, { columns });
    }

    move(layoutId: string, from: number, to: number): void {
        this.#change(layoutId, { columns: moved(this.layout(layoutId).columns, from, to) });
    }

    /** Another deck, beginning like the first one anybody has; answers its id. */
    addLayout(name: string): string {
        const id = randomId();
        this.#keep([...this.#layouts, { ...firstLayout(), id, name }]);
        return id;
    }

    rename(layoutId: string, name: string): void {
        this.#change(layoutId, { name });
    }

    /** The last one stays. */
    removeLayout(layoutId: string): void {
        if (this.#layouts.length > 1) this.#keep(this.#layouts.filter(({ id }) => id !== layoutId));
    }

    #change(layoutId: string, changes: Partial<DeckLayout>): void {
        this.#keep(this.#layouts.map((one) => (one.id === layoutId ? { ...one, ...changes } : one)));
    }

    #keep(layouts: readonly DeckLayout[]): void {
        this.#layouts = layouts;
        void writeQuietly([{ store: 'meta', put: { id: KEPT_AS, value: $state.snapshot(layouts) } }]);
    }
}

export const deck = new Deck();
