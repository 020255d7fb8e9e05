import type { MarkerTimeline } from '$lib/mastodon-api/entities';
import { findMarkers, moveMarkers } from '$lib/server/domain/markers';
import { Unprocessable } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { markersEntity } from '$lib/server/serializers';

const TIMELINES: readonly MarkerTimeline[] = ['home', 'notifications'];

/** https://docs.joinmastodon.org/methods/markers/#get */
export const GET = endpoint({ scope: 'read:statuses', access: 'user' }, async ({ db, viewer, input }) => {
    const asked = input.list('timeline');
    const timelines = TIMELINES.filter((timeline) => asked.includes(timeline));
    return markersEntity(await findMarkers(db, viewer, timelines));
});

/** https://docs.joinmastodon.org/methods/markers/#create */
export const POST = endpoint({ scope: 'write:statuses', access: 'user' }, async ({ db, viewer, input }) => {
    const places = new Map<MarkerTimeline, string>();
    for (const timeline of TIMELINES) {
        const group = input.group(timeline);
        if (!group?.has('last_read_id')) continue;
        const id = group.id('last_read_id');
        if (id === undefined) throw new Unprocessable(`${timeline}[last_read_id] must be an id`);
        places.set(timeline, id);
    }
    return markersEntity(await moveMarkers(db, viewer, places));
});
