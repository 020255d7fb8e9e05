/** The things with the one at `from` standing at `to`; as they were where there is no such place. */
export function moved<T>(things: readonly T[], from: number, to: number): T[] {
    const thing = things[from];
    if (thing === undefined || to < 0 || to >= things.length) return [...things];
    return things.toSpliced(from, 1).toSpliced(to, 0, thing);
}
