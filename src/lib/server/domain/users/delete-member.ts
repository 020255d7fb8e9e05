import { eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { accounts, users } from '../../db/schema';
import { emit } from '../../events';
import { letGoOfMediaOf } from '../media';
import { keepAnOwner } from './modify-member';
import { revokeAccess } from './revoke-access';

/**
 * Ends a membership for good: address, password, sessions and tokens are gone, the profile is emptied and everything of
 * theirs is hidden. Their files leave the disk. The handle stays taken, so that nobody can speak under a name that others remember.
 * @throws Conflict where the community would be left without an owner.
 */
export async function deleteMember(
    db: Queryable,
    { userId, accountId }: { userId: string; accountId: string },
): Promise<void> {
    const now = new Date();
    await inTransaction(db, async (tx) => {
        await keepAnOwner(tx, userId);
        await revokeAccess(tx, userId, 'everything');
        await letGoOfMediaOf(tx, accountId);
        await tx.delete(users).where(eq(users.id, userId));
        await tx
            .update(accounts)
            .set({
                displayName: '',
                bioSource: '',
                bioHtml: '',
                fields: [],
                avatarUrl: null,
                avatarStaticUrl: null,
                avatarDescription: '',
                headerUrl: null,
                headerStaticUrl: null,
                headerDescription: '',
                avatarBytes: 0,
                headerBytes: 0,
                discoverable: false,
                indexable: false,
                suspendedAt: now,
                suspendedBy: 'local',
                updatedAt: now,
            })
            .where(eq(accounts.id, accountId));
        await emit(tx, { type: 'account.left', accountId });
    });
}
