/** The API tells some ids as numbers, which are longer than JavaScript counts: the digits stay as they are. */
export function exactNumber(id: string): number {
    const { rawJSON } = JSON as unknown as { rawJSON(text: string): number };
    return rawJSON(id);
}
