import { inTransaction, type Database } from '../../db';
import { PayloadTooLarge, Unprocessable } from '../../errors';
import { ATTACHMENT_LIMITS } from '../../media';
import { checkQuota } from '../media';
import type { Actor } from '../users';
import { listParts, makePart, type PartialUpload } from './kept-parts';

/** How many files of one member may be on their way. */
const MOST_OPEN = 10;
/** Bytes of the longest file there may be. */
export const MOST_BYTES = Math.max(ATTACHMENT_LIMITS.imageBytes, ATTACHMENT_LIMITS.filmBytes);

/**
 * Begins a file of `length` bytes that will come in parts. What is on its way counts as if it were here.
 * @throws PayloadTooLarge, Unprocessable where too many are open or the member keeps too much already, NoRoom.
 */
export async function beginUpload(db: Database, actor: Actor, length: number): Promise<PartialUpload> {
    if (length > MOST_BYTES) throw new PayloadTooLarge('The file is too large');
    return inTransaction(db, async (tx) => {
        const onTheirWay = async () => (await listParts(actor)).filter(({ mediaId }) => !mediaId);
        const ahead = (await onTheirWay()).reduce((sum, upload) => sum + upload.length, 0);
        // Others of the same member wait here, so what is counted afterwards is counted alone.
        await checkQuota(tx, actor, ahead + length);
        if ((await onTheirWay()).length >= MOST_OPEN)
            throw new Unprocessable(
                `Validation failed: ${MOST_OPEN} files are on their way already. Finish or cancel one of them first`,
            );
        return makePart(actor, length);
    });
}
