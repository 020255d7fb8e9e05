import type { Markers } from '$lib/mastodon-api/entities';
import type { MarkerRow } from '../domain/markers';

/** https://docs.joinmastodon.org/entities/Marker/, by timeline. */
export function markersEntity(rows: readonly MarkerRow[]): Markers {
    return Object.fromEntries(
        rows.map(({ timeline, lastReadId, version, updatedAt }) => [
            timeline,
            { last_read_id: lastReadId, version, updated_at: updatedAt.toISOString() },
        ]),
    );
}
