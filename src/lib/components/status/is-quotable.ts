import type { Status } from '$lib/mastodon-api/entities';

/** May the viewer quote it, at once or after being asked? */
export function isQuotable({ quote_approval: approval, visibility }: Status): boolean {
    const may = approval?.current_user ?? 'unknown';
    return (may === 'automatic' || may === 'manual') && visibility !== 'direct';
}
