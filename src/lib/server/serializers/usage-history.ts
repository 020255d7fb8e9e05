import type { TagHistory } from '$lib/mastodon-api/entities';

const DAY = 86_400;
/** Days that are told, today included. */
const DAYS = 7;

/** The use of a hashtag or a link on one day in UTC, such as `2026-05-01`. */
export interface DayRow {
    day: string;
    uses: number;
    people: number;
}

/** The last seven days, today first, those without use too. https://docs.joinmastodon.org/entities/Tag/#history */
export function usageHistory(rows: readonly DayRow[], now = Date.now()): TagHistory[] {
    const today = Math.floor(now / 1000 / DAY);
    const byDay = new Map(rows.map((row) => [Math.floor(Date.parse(row.day) / 1000 / DAY), row]));
    return Array.from({ length: DAYS }, (_, ago) => {
        const row = byDay.get(today - ago);
        return {
            day: String((today - ago) * DAY),
            uses: String(row?.uses ?? 0),
            accounts: String(row?.people ?? 0),
        };
    });
}
