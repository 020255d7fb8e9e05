import { lt, sql } from 'drizzle-orm';
import type { MarkerTimeline } from '$lib/mastodon-api/entities';
import { inTransaction, type Database } from '../../db';
import { markers } from '../../db/schema';
import { emit } from '../../events';
import type { Viewer } from '../users';
import { findMarkers, type MarkerRow } from './find-markers';

/**
 * Moves the member's markers forward and answers where they stand then. A device that is behind moves nothing, so two
 * that write at the same moment never conflict: the further one wins.
 */
export function moveMarkers(
    db: Database,
    viewer: Viewer,
    places: ReadonlyMap<MarkerTimeline, string>,
): Promise<MarkerRow[]> {
    return inTransaction(db, async (tx) => {
        for (const timeline of [...places.keys()].sort()) {
            const moved = await tx
                .insert(markers)
                .values({ userId: viewer.userId, timeline, lastReadId: places.get(timeline) ?? '0' })
                .onConflictDoUpdate({
                    target: [markers.userId, markers.timeline],
                    set: {
                        lastReadId: sql`excluded.last_read_id`,
                        version: sql`${markers.version} + 1`,
                        updatedAt: new Date(),
                    },
                    setWhere: lt(markers.lastReadId, sql`excluded.last_read_id`),
                })
                .returning({ timeline: markers.timeline });
            if (moved.length > 0) await emit(tx, { type: 'marker.moved', userId: viewer.userId, timeline });
        }
        return findMarkers(tx, viewer, [...places.keys()]);
    });
}
