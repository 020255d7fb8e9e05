/** Where a page of a list begins and how long it is. https://docs.joinmastodon.org/api/guidelines/#pagination */
export interface PageParams {
    /** Items older than this. */
    max_id?: string;
    /** The newest items that are newer than this. */
    since_id?: string;
    /** The items immediately newer than this. */
    min_id?: string;
    limit?: number;
}

/** Orders ids from old to new. They are opaque decimal strings: by length first, then letter by letter. */
export function compareIds(a: string, b: string): number {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
