import type { MarkerTimeline, Markers } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

/** https://docs.joinmastodon.org/methods/markers/#get */
export function getMarkers(fetch: Fetch, timelines: readonly MarkerTimeline[]): Promise<Markers> {
    return request(fetch, 'GET', '/api/v1/markers', { query: { timeline: timelines } });
}

/** https://docs.joinmastodon.org/methods/markers/#create */
export function saveMarker(fetch: Fetch, timeline: MarkerTimeline, lastReadId: string): Promise<Markers> {
    return request(fetch, 'POST', '/api/v1/markers', { body: { [timeline]: { last_read_id: lastReadId } } });
}
