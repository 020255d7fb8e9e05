/** Makes what `make` makes once for each combination of plain arguments: the variants of a statement. */
export function once<Arguments extends unknown[], T>(
    make: (...given: Arguments) => T,
): (...given: Arguments) => T {
    const made = new Map<string, T>();
    return (...given) => {
        const key = JSON.stringify(given);
        const known = made.get(key);
        if (known !== undefined) return known;
        const fresh = make(...given);
        made.set(key, fresh);
        return fresh;
    };
}
