import { asc, eq } from 'drizzle-orm';
import type { AttachmentRecord } from '../../activitypub/read-attachments';
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
        attachments.map((attachment, position) => ({
            id: newId(),
            accountId: status.accountId,
            statusId: status.id,
            position,
            remoteUrl: attachment.url,
            ...columnsOf(attachment),
        })),
    );
}

/**
 * Lets a remote post show what its author's newer version shows. A file keeps its row for as long as its address stays,
 * so that the history finds it. Returns whether anything is different.
 */
export async function reviseRemoteMedia(
    tx: Transaction,
    status: StatusRow,
    attachments: AttachmentRecord[],
): Promise<boolean> {
    const shown = await tx
        .select()
        .from(mediaAttachments)
        .where(eq(mediaAttachments.statusId, status.id))
        .orderBy(asc(mediaAttachments.position));
    const told = (files: { url: string | null; description: string | null }[]) => JSON.stringify(files);
    const before = told(shown.map(({ remoteUrl: url, description }) => ({ url, description })));
    const after = told(
        attachments.map(({ url, description }) => ({ url, description: description || null })),
    );
    if (before === after) return false;
    await tx
        .update(mediaAttachments)
        .set({ statusId: null, detachedAt: new Date() })
        .where(eq(mediaAttachments.statusId, status.id));
    for (const [position, attachment] of attachments.entries()) {
        const known = shown.find(({ remoteUrl }) => remoteUrl === attachment.url);
        const columns = { ...columnsOf(attachment), statusId: status.id, position, detachedAt: null };
        await (known
            ? tx.update(mediaAttachments).set(columns).where(eq(mediaAttachments.id, known.id))
            : tx.insert(mediaAttachments).values({
                  id: newId(),
                  accountId: status.accountId,
                  remoteUrl: attachment.url,
                  ...columns,
              }));
    }
    return true;
}

function columnsOf({ kind, mediaType, description, blurhash, focus, ...file }: AttachmentRecord) {
    const { width, height, duration } = file;
    return {
        type: kind,
        mimeType: mediaType || null,
        description: description || null,
        blurhash: blurhash ?? null,
        focusX: focus ? Math.round(focus.x * 1_000) : null,
        focusY: focus ? Math.round(focus.y * 1_000) : null,
        remotePreviewUrl: file.previewUrl ?? null,
        original: sizeOf({ width, height, duration }),
    };
}

function sizeOf({ width, height, duration }: Pick<AttachmentRecord, 'width' | 'height' | 'duration'>) {
    const size = { ...(width && height && { width, height }), ...(duration && { duration }) };
    return Object.keys(size).length > 0 ? size : null;
}
