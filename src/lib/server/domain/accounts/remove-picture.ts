import { eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { accounts } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { keysLeftBehind, removeFiles, type PictureRole } from './profile-pictures';

const NOTHING = {
    avatar: { avatarUrl: null, avatarStaticUrl: null, avatarDescription: '', avatarBytes: 0 },
    header: { headerUrl: null, headerStaticUrl: null, headerDescription: '', headerBytes: 0 },
};

/** Takes the picture or the banner off a profile. None to take off is fine. */
export async function removePicture(db: Database, actor: Actor, which: PictureRole): Promise<void> {
    const own = eq(accounts.id, actor.accountId);
    const leftBehind = await inTransaction(db, async (tx) => {
        const [before] = await tx.select().from(accounts).where(own).for('update');
        if (!before) throw new NotFound();
        await tx
            .update(accounts)
            .set({ ...NOTHING[which], updatedAt: new Date() })
            .where(own);
        await emit(tx, { type: 'account.updated', accountId: actor.accountId });
        return keysLeftBehind(before, { ...before, ...NOTHING[which] });
    });
    await removeFiles(leftBehind);
}
