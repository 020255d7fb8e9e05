import type { Filter } from './filter-row';
import { PhraseIndex } from './phrase-index';

/** What a filter looks at in a status. */
export interface Filterable {
    /** The status, and what it boosts. */
    ids: readonly string[];
    /** Everything it says, by `foldText`. */
    text: string;
}

/** That a filter holds for a status, and why. */
export interface FilterMatch {
    filter: Filter;
    /** The first of its keywords that stands there. */
    keyword: string | null;
    statusIds: string[];
}

/** All filters of one member, made ready: what they cost at a status depends on its length, not on their number. */
export class FilterMatcher {
    readonly #filters: { filter: Filter; endsAt: number; chosen: ReadonlySet<string> }[];
    readonly #keywords: { place: number; keyword: string }[] = [];
    readonly #phrases: PhraseIndex;

    constructor(filters: readonly Filter[]) {
        this.#filters = filters.map((filter) => ({
            filter,
            endsAt: filter.expiresAt === null ? Infinity : new Date(filter.expiresAt).getTime(),
            chosen: new Set(filter.statuses.map(({ statusId }) => statusId)),
        }));
        filters.forEach(({ keywords }, place) => {
            for (const { keyword } of keywords) this.#keywords.push({ place, keyword });
        });
        this.#phrases = new PhraseIndex(
            filters.flatMap(({ keywords }) =>
                keywords.map(({ keyword, wholeWord }) => ({ text: keyword, wholeWord })),
            ),
        );
    }

    /**
     * The filters that hold for a status at the moment `now` (in milliseconds), whatever their context: which of them
     * count where is for whoever shows the status.
     */
    match({ ids, text }: Filterable, now: number): FilterMatch[] {
        const first = new Map<number, string>();
        this.#phrases.find(text, (index) => {
            const hit = this.#keywords[index];
            if (hit && !first.has(hit.place)) first.set(hit.place, hit.keyword);
        });
        const matches: FilterMatch[] = [];
        this.#filters.forEach(({ filter, endsAt, chosen }, place) => {
            if (endsAt <= now) return;
            const keyword = first.get(place) ?? null;
            const statusIds = chosen.size > 0 ? ids.filter((id) => chosen.has(id)) : [];
            if (keyword !== null || statusIds.length > 0) matches.push({ filter, keyword, statusIds });
        });
        return matches;
    }
}
