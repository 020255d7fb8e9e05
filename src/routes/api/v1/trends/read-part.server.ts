import type { TrendsPart } from '$lib/server/domain/trends';
import type { Input } from '$lib/server/http';

/** `limit` (at most twice what is usual) and `offset` of a ranked list. */
export function readPart(input: Input, usual: number): TrendsPart {
    return {
        limit: input.slice({ usual, most: usual * 2 }).limit,
        offset: Math.min(Math.max(input.integer('offset') ?? 0, 0), 1_000),
    };
}
