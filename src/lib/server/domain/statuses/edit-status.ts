import { and, eq } from 'drizzle-orm';
import { inTransaction, isId, type Database, type Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import { findEmojis } from '../emoji';
import { hashtagPage, wearHashtags } from '../hashtags';
import { reviseMedia } from '../media';
import type { Viewer } from '../users';
import { composedText } from './composed-text';
import { checkRevision, textsOf, type CheckedRevision, type Revision } from './draft';
import { findOwnStatus, type StatusRow } from './find-visible-status';
import { findAddressees } from './find-addressees';
import { introduceAddressees } from './introduce-addressees';
import { formerVersionOf, keepFormer } from './keep-former';
import { replacePoll } from './keep-poll';
import { reviseMentions } from './revise-names';

/**
 * Replaces what an own post says and shows. Its audience, what it answers and what it quotes stay. The former version
 * goes into the history; where nothing changes nothing happens, so that the same edit again has one effect.
 * @throws Unprocessable for a revision that cannot be made, NotFound also for somebody else's post and for a boost.
 */
export async function editStatus(
    db: Database,
    viewer: Viewer,
    id: string,
    revision: Revision,
): Promise<void> {
    const known = checkRevision(revision, await findOwnStatus(db, viewer, id));
    await introduceAddressees(db, composedText(known).mentions);
    await inTransaction(db, async (tx) => {
        const status = await lockOwnStatus(tx, viewer, id);
        const checked = checkRevision(revision, status);
        const former = await formerVersionOf(tx, status);
        const poll = await replacePoll(tx, status.id, checked.poll);
        const changes = [
            poll.isRewritten,
            await reviseMedia(tx, viewer, status.id, checked),
            await reviseContent(tx, viewer, status, checked),
        ];
        if (!changes.includes(true)) {
            // Another end is no other post, and news all the same.
            if (poll.present) await emit(tx, { type: 'poll.counted', statusId: id });
            return;
        }
        const editId = await keepFormer(tx, former);
        const emojis = await findEmojis(tx, textsOf(checked));
        await tx.update(statuses).set({ emojis, editedAt: new Date() }).where(eq(statuses.id, id));
        await emit(tx, { type: 'status.edited', statusId: id, editId });
    });
}

/** Two edits of one post follow each other. */
async function lockOwnStatus(tx: Transaction, { accountId }: Viewer, id: string): Promise<StatusRow> {
    const [status] = isId(id)
        ? await tx
              .select()
              .from(statuses)
              .where(and(eq(statuses.id, id), eq(statuses.accountId, accountId)))
              .for('update')
        : [];
    if (!status || status.boostOfId !== null) throw new NotFound();
    return status;
}

/** Writes the words and what belongs to them. Returns whether anything is different. */
async function reviseContent(
    tx: Transaction,
    viewer: Viewer,
    status: StatusRow,
    { text, contentType, contentWarning, sensitive, language }: CheckedRevision,
): Promise<boolean> {
    const wanted = { source: text, contentType, contentWarning, sensitive, language };
    const isChanged = Object.entries(wanted).some(
        ([name, value]) => status[name as keyof StatusRow] !== value,
    );
    if (!isChanged) return false;
    const composed = composedText({ text, contentType });
    const addressees = await findAddressees(tx, viewer, composed.mentions);
    await reviseMentions(
        tx,
        status.id,
        addressees.ids.map((accountId) => ({ accountId })),
    );
    await wearHashtags(tx, status.id, composed.hashtags);
    const contentHtml = composed.html({ mentions: addressees.targets, hashtagUrl: hashtagPage });
    await tx
        .update(statuses)
        .set({ ...wanted, contentHtml })
        .where(eq(statuses.id, status.id));
    return true;
}
