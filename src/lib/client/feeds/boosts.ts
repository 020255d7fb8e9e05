import type { Row } from './feed';

/** What a row is about, as far as boosts are concerned. */
export interface Look {
    /** The post itself, or the one that is boosted. */
    originalId: string;
    boosted: boolean;
}

export type BoostRow =
    | Row
    /** Further boosts of what the row shows, which have no row of their own. */
    | { kind: 'status'; id: string; repeats: readonly string[] }
    /** Boosts that stood in a row, side by side now. */
    | { kind: 'boosts'; id: string; ids: readonly string[] };

/** So many rows apart, the same post is worth showing again. */
const WINDOW = 100;
/** So many boosts in a row become one row. */
const CROWD = 4;

/**
 * Shows a post once, however many boost it: the row that was on the screen first stays, in whichever order the others
 * are heard of, so that nothing that somebody reads goes away for them.
 */
export class BoostMerger {
    readonly #settled = new Set<string>();

    /** `look` tells what a row is about; null leaves the row out. */
    merge(rows: readonly Row[], look: (id: string) => Look | null): BoostRow[] {
        const seen = rows.flatMap((row, index) => {
            const about = row.kind === 'status' ? look(row.id) : null;
            return about ? [{ id: row.id, index, ...about }] : [];
        });
        const standing = new Map<string, { id: string; index: number }[]>();
        const repeats = new Map<string, string[]>();
        const near = (row: (typeof seen)[number]) =>
            standing.get(row.originalId)?.find(({ index }) => Math.abs(index - row.index) <= WINDOW);
        const stand = (row: (typeof seen)[number]) => {
            this.#settled.add(row.id);
            standing.set(row.originalId, [...(standing.get(row.originalId) ?? []), row]);
        };
        for (const row of seen) if (this.#settled.has(row.id)) stand(row);
        // From old to new, as they happened.
        for (const row of seen.toReversed()) {
            if (this.#settled.has(row.id)) continue;
            const first = row.boosted ? near(row) : undefined;
            if (first) repeats.set(first.id, [...(repeats.get(first.id) ?? []), row.id]);
            else stand(row);
        }
        const shown = new Set([...standing.values()].flat().map(({ id }) => id));
        return rows.flatMap((row): BoostRow[] => {
            if (row.kind === 'gap') return [row];
            if (!shown.has(row.id)) return [];
            const others = repeats.get(row.id);
            return [others ? { ...row, repeats: others } : row];
        });
    }
}

/**
 * Puts four or more boosts that follow each other into one row. A row never spans `boundary`, the place where somebody
 * stopped reading, and goes by its newest, so that older ones that join it move nothing.
 */
export function groupBoosts(
    rows: readonly BoostRow[],
    isBoost: (id: string) => boolean,
    boundary: string | null = null,
): BoostRow[] {
    const result: BoostRow[] = [];
    let run: BoostRow[] = [];
    const close = () => {
        const [first] = run;
        if (first && run.length >= CROWD)
            result.push({ kind: 'boosts', id: `boosts-${first.id}`, ids: run.map(({ id }) => id) });
        else result.push(...run);
        run = [];
    };
    for (const row of rows) {
        if (row.id === boundary) close();
        if (row.kind === 'status' && isBoost(row.id)) run.push(row);
        else {
            close();
            result.push(row);
        }
    }
    close();
    return result;
}
