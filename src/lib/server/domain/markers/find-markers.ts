import { and, eq, inArray } from 'drizzle-orm';
import type { MarkerTimeline } from '$lib/mastodon-api/entities';
import type { Queryable } from '../../db';
import { markers } from '../../db/schema';
import type { Viewer } from '../users';

export type MarkerRow = typeof markers.$inferSelect;

/** Where the member has read to in each of `timelines`; those never read are left out. */
export async function findMarkers(
    db: Queryable,
    viewer: Viewer,
    timelines: readonly MarkerTimeline[],
): Promise<MarkerRow[]> {
    if (timelines.length === 0) return [];
    return db
        .select()
        .from(markers)
        .where(and(eq(markers.userId, viewer.userId), inArray(markers.timeline, [...timelines])));
}
