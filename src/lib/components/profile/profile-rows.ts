/** A line of a profile's table while it is edited; the key stays when it is moved. */
export interface ProfileRow {
    key: string;
    name: string;
    value: string;
}

/** The same rows with one of them at another place. */
export function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
    const row = rows[from];
    if (row === undefined || to < 0 || to >= rows.length) return [...rows];
    return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}
