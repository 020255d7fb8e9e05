/** https://docs.joinmastodon.org/entities/Marker/ */
export interface Marker {
    last_read_id: string;
    version: number;
    updated_at: string;
}

export type MarkerTimeline = 'home' | 'notifications';

/** The answer of `/api/v1/markers`: only the timelines that were asked for and exist. */
export type Markers = Partial<Record<MarkerTimeline, Marker>>;
