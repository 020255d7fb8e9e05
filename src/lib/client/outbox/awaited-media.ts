import type { MediaAttachment, MediaType } from '$lib/mastodon-api/entities';
import type { OutboxRow } from './row';

/** Ids of the server are numbers. */
const PREFIX = 'file-';

/** Does a file stand only on this device, or is the server still making it ready? */
export function isAwaited({ id }: Pick<MediaAttachment, 'id'>): boolean {
    return id.startsWith(PREFIX);
}

/** The id of a file until the server has it ready. */
export function awaitedId(random: string): string {
    return `${PREFIX}${random}`;
}

/** What stands in a draft for a file that the server does not have ready. Words can be said about it already. */
export function awaitedMedia(id: string, file: Pick<File, 'type'>): MediaAttachment {
    return {
        id,
        type: kindOf(file.type),
        url: null,
        preview_url: null,
        remote_url: null,
        meta: null,
        description: null,
        blurhash: null,
    };
}

/** What a file is by what the device says of it; the server looks for itself. */
export function kindOf(mimeType: string): MediaType {
    const kind = mimeType.split('/')[0];
    return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'unknown';
}

/** The media a row is to show. */
export function mediaOf(row: OutboxRow): readonly MediaAttachment[] {
    if (row.type === 'post') return row.media ?? [];
    return row.type === 'edit' ? (row.payload.media ?? []) : [];
}

/** Are there media that a row has to wait for? */
export function awaitsMedia(row: OutboxRow): boolean {
    return mediaOf(row).some(isAwaited);
}

/** The row with what became of a file; the same row where it does not show that file. */
export function withArrived(row: OutboxRow, id: string, arrived: MediaAttachment): OutboxRow {
    const media = mediaOf(row);
    if (!media.some((file) => file.id === id)) return row;
    const shown = media.map((file) => (file.id === id ? arrived : file));
    const idOf = (known: string) => (known === id ? arrived.id : known);
    if (row.type === 'post') {
        const media_ids = row.payload.media_ids?.map(idOf);
        return { ...row, media: shown, payload: { ...row.payload, ...(media_ids && { media_ids }) } };
    }
    if (row.type !== 'edit') return row;
    const { form } = row.payload;
    const media_ids = form.media_ids?.map(idOf);
    const media_attributes = form.media_attributes?.map((words) => ({ ...words, id: idOf(words.id) }));
    const changed = {
        ...form,
        ...(media_ids && { media_ids }),
        ...(media_attributes && { media_attributes }),
    };
    return { ...row, payload: { ...row.payload, form: changed, media: shown } };
}
