import { and, eq } from 'drizzle-orm';
import { isId, type Database } from '../../db';
import { conversationParticipants as participants } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';
import type { ConversationRow } from './list-conversations';

/**
 * Says that a conversation was read, or should count as unread.
 * @throws NotFound where it is not the owner's.
 */
export function markConversation(
    db: Database,
    owner: Actor,
    id: string,
    { unread }: { unread: boolean },
): Promise<ConversationRow> {
    return change(db, owner, id, { unread });
}

/**
 * Takes a conversation out of the list, for its owner alone, until somebody writes in it again.
 * @throws NotFound where it is not the owner's.
 */
export async function removeConversation(db: Database, owner: Actor, id: string): Promise<void> {
    await change(db, owner, id, { hiddenAt: new Date(), unread: false });
}

async function change(
    db: Database,
    owner: Actor,
    id: string,
    values: Partial<ConversationRow>,
): Promise<ConversationRow> {
    const [row] = isId(id)
        ? await db
              .update(participants)
              .set(values)
              .where(and(eq(participants.id, id), eq(participants.accountId, owner.accountId)))
              .returning()
        : [];
    if (!row) throw new NotFound();
    return row;
}
