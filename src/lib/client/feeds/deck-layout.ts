import type { FeedKey } from './source';

/** What a column shows. */
export type ColumnContent = FeedKey | 'notifications' | 'mentions';

/** One column of a deck. */
export interface DeckColumn {
    id: string;
    shows: ColumnContent;
    /** The name of a list or of an account, as it was when the column was made. */
    name?: string;
}

/** Columns that belong together, under a name the person gave them; the first has none until then. */
export interface DeckLayout {
    id: string;
    name: string;
    columns: readonly DeckColumn[];
}

/** So many feeds stay live at once. */
export const MOST_COLUMNS = 12;

/** What a deck begins with. */
export function firstLayout(): DeckLayout {
    const shown: ColumnContent[] = ['home', 'notifications', 'local'];
    return { id: 'main', name: '', columns: shown.map((shows) => ({ id: shows, shows })) };
}

const FEED = /^(?:home|public|local|remote|notifications|mentions|(?:tag|list|account):.+)$/;

/** What was kept, as far as it is understood: an older or newer build may have written it. */
export function readLayouts(kept: unknown): DeckLayout[] {
    const layouts = (Array.isArray(kept) ? kept : []).flatMap(
        (one: Partial<DeckLayout> | null): DeckLayout[] => {
            if (typeof one?.id !== 'string' || !Array.isArray(one.columns)) return [];
            const columns = (one.columns as Partial<DeckColumn>[]).flatMap(({ id, shows, name }) =>
                typeof id === 'string' && typeof shows === 'string' && FEED.test(shows)
                    ? [{ id, shows, ...(typeof name === 'string' && { name }) }]
                    : [],
            );
            return [{ id: one.id, name: String(one.name ?? ''), columns }];
        },
    );
    return layouts.length > 0 ? layouts : [firstLayout()];
}
