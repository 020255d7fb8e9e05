import type { MediaAttachment } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { findMediaRows } from './attached-rows';
import { mediaEntity, withheldEntity } from './media-attachment';

/** The media attachments `ids`, in that order; whose they are is the caller's question. */
export async function presentMedia(db: Database, ids: readonly string[]): Promise<MediaAttachment[]> {
    if (ids.length === 0) return [];
    const rows = await findMediaRows(db, { ids });
    const entities = new Map(
        rows.map(({ data, isWithheld }) => [data.id, (isWithheld ? withheldEntity : mediaEntity)(data)]),
    );
    return ids.flatMap((id) => entities.get(id) ?? []);
}
