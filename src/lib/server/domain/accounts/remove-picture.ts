import { eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { accounts } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';

const NOTHING = {
    avatar: { avatarUrl: null, avatarStaticUrl: null, avatarDescription: '' },
    header: { headerUrl: null, headerStaticUrl: null, headerDescription: '' },
};

/** Takes the picture or the banner off a profile. None to take off is fine. */
export function removePicture(db: Database, actor: Actor, which: keyof typeof NOTHING): Promise<void> {
    return inTransaction(db, async (tx) => {
        await tx
            .update(accounts)
            .set({ ...NOTHING[which], updatedAt: new Date() })
            .where(eq(accounts.id, actor.accountId));
        await emit(tx, { type: 'account.updated', accountId: actor.accountId });
    });
}
