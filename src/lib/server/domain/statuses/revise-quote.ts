import { eq } from 'drizzle-orm';
import type { NoteRecord } from '../../activitypub/read-note';
import type { Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { emit } from '../../events';
import type { AccountRow } from '../accounts';
import type { StatusRow } from './find-visible-status';
import { policyOf } from './policy-of-note';

/**
 * Takes over who may do what with a remote post, and a consent to its own quote that came after it; what it quotes stays. A
 * version older than the known one says nothing.
 */
export async function reviseQuote(
    tx: Transaction,
    known: StatusRow,
    author: AccountRow,
    note: NoteRecord,
): Promise<void> {
    if (note.updated && note.updated < (known.editedAt ?? known.createdAt)) return;
    await tx.update(statuses).set(policyOf(note, author)).where(eq(statuses.id, known.id));
    const stamp = note.quote?.authorizationUri;
    const isOpen = known.quoteState === 'pending' || known.quoteState === 'unauthorized';
    if (!stamp || !isOpen || note.quote?.uri !== known.quoteOfUri || stamp === known.quoteApprovalUri) return;
    await tx.update(statuses).set({ quoteApprovalUri: stamp }).where(eq(statuses.id, known.id));
    await emit(tx, { type: 'quote.made', statusId: known.id, depth: 0 });
}
