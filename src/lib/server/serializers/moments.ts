/** PostgreSQL's `2026-05-01 10:00:00.5+00` as the API writes moments: `2026-05-01T10:00:00.500Z`. */
export function asMoment(text: string): string {
    return new Date(text).toISOString();
}

/** The day of a moment in UTC: `2026-05-01`. */
export function asDate(text: string): string {
    return asMoment(text).slice(0, 10);
}
