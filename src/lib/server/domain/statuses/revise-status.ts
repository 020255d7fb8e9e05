import { eq } from 'drizzle-orm';
import type { NoteRecord } from '../../activitypub/read-note';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { emit } from '../../events';
import { normaliseHashtag } from '$lib/text';
import { wearHashtags } from '../hashtags';
import type { AccountRow } from '../accounts';
import type { StatusRow } from './find-visible-status';
import { formerVersionOf, keepFormer } from './keep-former';
import { keepOriginCounts } from './keep-origin-counts';
import { reviseRemotePoll } from './keep-remote-poll';
import { contentOf } from './note-content';
import { reviseRemoteMedia } from './remote-attachments';
import { reviseMentions, type RevisedMention } from './revise-names';
import { reviseQuote } from './revise-quote';

/** A newer version of a post, and whom it names. */
interface RemoteRevision {
    author: AccountRow;
    note: NoteRecord;
    mentions: readonly RevisedMention[];
}

/**
 * Brings a remote post to a newer version that its author sent; an older one changes nothing, so that the order of
 * arrival does not matter. Author, audience and what it answers never change. The former version is kept.
 * @throws DocumentRefused where it is somebody else's.
 */
export async function reviseStatus(
    tx: Transaction,
    known: StatusRow,
    { author, note, mentions }: RemoteRevision,
): Promise<StatusRow> {
    if (known.accountId !== author.id) throw new DocumentRefused('not-ours-to-say');
    if (!isOlder(known, note)) await keepOriginCounts(tx, known.id, note.counts);
    const former = await formerVersionOf(tx, known);
    await reviseQuote(tx, known, author, note);
    const content = contentOf(note);
    const isNewer = note.updated !== undefined && note.updated > (known.editedAt ?? known.createdAt);
    const poll = note.poll && (await reviseRemotePoll(tx, known, note.poll, { isNewer }));
    const isChanged =
        content.contentHtml !== known.contentHtml ||
        content.contentWarning !== known.contentWarning ||
        content.sensitive !== known.sensitive ||
        content.language !== known.language ||
        poll === 'rewritten';
    const isReillustrated = isNewer && (await reviseRemoteMedia(tx, known, note.attachments));
    if (!isNewer || !(isChanged || isReillustrated)) {
        if (poll === 'counted') await emit(tx, { type: 'poll.counted', statusId: known.id });
        return known;
    }
    const hashtags = note.hashtags.map((name) => ({ id: normaliseHashtag(name), name }));
    await reviseMentions(tx, known.id, mentions);
    await wearHashtags(tx, known.id, hashtags);
    const [revised] = await tx
        .update(statuses)
        .set({ ...content, editedAt: note.updated, fetchedAt: new Date() })
        .where(eq(statuses.id, known.id))
        .returning();
    if (!revised) return known;
    const editId = await keepFormer(tx, former);
    await emit(tx, { type: 'status.edited', statusId: known.id, editId });
    return revised;
}

/** What was told before the version that is here says nothing of the present. */
function isOlder({ editedAt, createdAt }: StatusRow, { updated }: NoteRecord): boolean {
    return updated !== undefined && updated < (editedAt ?? createdAt);
}
