import { eq } from 'drizzle-orm';
import type { Database } from '../db';
import { mediaAttachments } from '../db/schema';
import { publish, userRoom } from '../streaming/publish';

/** Lets the owner of a file hear, on all their devices, how the work on it stands. */
export async function publishMedia(db: Database, mediaId: string): Promise<void> {
    const [file] = await db
        .select({ accountId: mediaAttachments.accountId })
        .from(mediaAttachments)
        .where(eq(mediaAttachments.id, mediaId));
    if (file) await publish(db, [{ rooms: [userRoom(file.accountId)], event: 'media', subjectId: mediaId }]);
}
