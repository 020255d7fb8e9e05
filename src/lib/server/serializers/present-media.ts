import type { MediaAttachment } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { findMediaRows } from './attached-rows';
import { mediaEntity } from './media-attachment';

/** The media attachments `ids`, in that order; whose they are is the caller's question. */
export async function presentMedia(db: Database, ids: readonly string[]): Promise<MediaAttachment[]> {
    if (ids.length === 0) return [];
    const rows = new Map((await findMediaRows(db, { ids })).map(({ data }) => [data.id, data]));
    return ids.flatMap((id) => rows.get(id) ?? []).map(mediaEntity);
}
