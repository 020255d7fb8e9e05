import { eq } from 'drizzle-orm';
import type { NoteRecord } from '../../activitypub/read-note';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { polls } from '../../db/schema';
import type { AccountRow } from '../accounts';
import { findByUri } from '../statuses';
import { voteInPoll } from './vote-in-poll';

/**
 * Counts the vote that somebody elsewhere sent as a note with a name and no content. The caller is certain that it is
 * theirs. It is never kept as a post, whatever it answers.
 * @throws DocumentRefused where it answers no poll of a member, Unprocessable and NotFound as `voteInPoll` does
 */
export async function receiveVote(db: Database, voter: AccountRow, note: NoteRecord): Promise<void> {
    const status = note.inReplyTo ? await findByUri(db, note.inReplyTo) : undefined;
    if (!status?.local) throw new DocumentRefused('not-handled');
    const [poll] = await db.select().from(polls).where(eq(polls.statusId, status.id));
    if (!poll) throw new DocumentRefused('not-handled');
    const choice = poll.options.indexOf(note.voteFor ?? '');
    await voteInPoll(db, { accountId: voter.id }, poll.id, [choice], { uri: note.id });
}
