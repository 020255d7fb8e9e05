import type { Database } from '../../db';
import type { AccountRow } from '../../domain/accounts';
import { revokeByStamp } from '../../domain/quotes';
import { buryStatus, forgetAccount } from '../../domain/statuses';
import { isAboutActor, thingDeleted } from '../provenance';
import type { Handler } from './dispatch';

/** Delete: somebody elsewhere removed a post of theirs, their consent to a quote, or themselves. */
export const receiveDelete: Handler = async (db, said) => {
    if (isAboutActor(said)) await forgetAccount(db, said.actor);
    else await removeThing(db, said.actor, thingDeleted(said));
};

async function removeThing(db: Database, actor: AccountRow, uri: string): Promise<void> {
    // What is deleted leaves a tombstone, so that a consent that is looked up at this moment is not taken either.
    await buryStatus(db, actor, uri);
    await revokeByStamp(db, actor, uri);
}
