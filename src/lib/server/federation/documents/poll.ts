import type { polls } from '../../db/schema';

type PollRow = typeof polls.$inferSelect;

/** What makes a Note a Question. Numbers that the author hides until the end are told nobody before. */
export function pollDocument({ options, counts, multiple, hideTotals, expiresAt, votersCount }: PollRow) {
    const hasEnded = isPast(expiresAt);
    const choices = options.map((name, index) => ({
        type: 'Note',
        name,
        replies: {
            type: 'Collection',
            totalItems: hideTotals && !hasEnded ? undefined : (counts[index] ?? 0),
        },
    }));
    return {
        ...(multiple ? { anyOf: choices } : { oneOf: choices }),
        endTime: expiresAt?.toISOString(),
        closed: hasEnded ? expiresAt?.toISOString() : undefined,
        votersCount: votersCount ?? undefined,
    };
}

/** Whether a poll that ends then has ended. */
export function isPast(date: Date | null): boolean {
    return date !== null && date <= new Date();
}
