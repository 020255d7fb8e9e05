/** When what this id names was made, in ms since 1970: our ids begin with it, also those of posts long deleted. */
export function timeOf(id: string): number {
    return Number(BigInt(id || 0) >> 16n);
}
