import type { EmojiChoice } from './emoji-choice';

/** Emoji under one heading. */
export interface EmojiSection {
    id: string;
    title: string;
    choices: readonly EmojiChoice[];
}

/** A row of the grid: a heading, or emoji side by side. Measures are in pixels. */
export interface GridRow {
    section: EmojiSection;
    top: number;
    height: number;
    /** Empty for a heading. */
    cells: readonly EmojiChoice[];
    /** The place of its first cell among all cells. */
    first: number;
}

export interface GridSizes {
    columns: number;
    cell: number;
    heading: number;
}

/** The whole grid, from which only what is in sight is drawn. */
export interface EmojiGrid {
    rows: readonly GridRow[];
    height: number;
    /** How many cells there are. */
    count: number;
    columns: number;
}

export function layOut(sections: readonly EmojiSection[], { columns, cell, heading }: GridSizes): EmojiGrid {
    const rows: GridRow[] = [];
    let top = 0;
    let first = 0;
    const add = (section: EmojiSection, height: number, cells: readonly EmojiChoice[]) => {
        rows.push({ section, top, height, cells, first });
        top += height;
        first += cells.length;
    };
    for (const section of sections) {
        if (section.choices.length === 0) continue;
        if (section.title !== '') add(section, heading, []);
        for (let at = 0; at < section.choices.length; at += columns)
            add(section, cell, section.choices.slice(at, at + columns));
    }
    return { rows, height: top, count: first, columns };
}

/** The rows between two heights, and a little around them. */
export function rowsWithin({ rows }: EmojiGrid, from: number, to: number, around = 120): readonly GridRow[] {
    const begin = rows.findIndex(({ top, height }) => top + height > from - around);
    if (begin === -1) return [];
    const end = rows.findIndex(({ top }) => top >= to + around);
    return rows.slice(begin, end === -1 ? undefined : end);
}

/** The row that holds the cell at `place`. */
export function rowOf({ rows }: EmojiGrid, place: number): GridRow | undefined {
    return rows.find(({ first, cells }) => place >= first && place < first + cells.length);
}

/** The emoji at `place`. */
export function choiceAt(grid: EmojiGrid, place: number): EmojiChoice | undefined {
    const row = rowOf(grid, place);
    return row?.cells[place - row.first];
}

/**
 * Where a key leads from the cell at `place` (-1 where none is chosen yet): to the next cells, to the same column of the
 * rows above and below, to the ends of a row. Undefined for keys that lead nowhere.
 */
export function moved(grid: EmojiGrid, place: number, key: string, isRtl = false): number | undefined {
    const last = grid.count - 1;
    if (last < 0) return undefined;
    const clamp = (to: number) => Math.min(Math.max(to, 0), last);
    const row = rowOf(grid, place);
    if (!row) return key === 'ArrowDown' || key === 'ArrowRight' || key === 'ArrowLeft' ? 0 : undefined;
    const column = place - row.first;
    const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
    const backward = isRtl ? 'ArrowRight' : 'ArrowLeft';
    const inRow = (other: GridRow | undefined) =>
        other && other.first + Math.min(column, other.cells.length - 1);
    switch (key) {
        case forward:
            return clamp(place + 1);
        case backward:
            return clamp(place - 1);
        case 'ArrowDown':
            return inRow(rowOf(grid, row.first + row.cells.length)) ?? place;
        case 'ArrowUp':
            return inRow(rowOf(grid, row.first - 1)) ?? place;
        case 'Home':
            return row.first;
        case 'End':
            return row.first + row.cells.length - 1;
        case 'PageDown':
            return clamp(place + 5 * grid.columns);
        case 'PageUp':
            return clamp(place - 5 * grid.columns);
        default:
            return undefined;
    }
}
