import type { AttachmentRecord } from '../../activitypub/read-note';
import { newId, type Transaction } from '../../db';
import { mediaAttachments } from '../../db/schema';
import type { StatusRow } from './find-visible-status';

/** Notes where the files of a remote post are; they are fetched when somebody looks. */
export async function keepRemoteMedia(
    tx: Transaction,
    status: StatusRow,
    attachments: AttachmentRecord[],
): Promise<void> {
    if (attachments.length === 0) return;
    await tx.insert(mediaAttachments).values(
        attachments.map(({ url, mediaType, description, blurhash, focus, width, height }, position) => ({
            id: newId(),
            accountId: status.accountId,
            statusId: status.id,
            position,
            type: kindOf(mediaType),
            mimeType: mediaType || null,
            remoteUrl: url,
            description: description || null,
            blurhash: blurhash ?? null,
            focusX: focus ? Math.round(focus.x * 1_000) : null,
            focusY: focus ? Math.round(focus.y * 1_000) : null,
            original: width && height ? { width, height } : null,
        })),
    );
}

function kindOf(mediaType: string): 'image' | 'video' | 'audio' | 'unknown' {
    const kind = mediaType.split('/')[0];
    return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'unknown';
}
