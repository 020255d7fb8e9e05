import { forgetAccount } from '../../domain/accounts';
import { buryStatus } from '../../domain/statuses';
import { isAboutActor, thingDeleted } from '../provenance';
import type { Handler } from './dispatch';

/** Delete: somebody elsewhere removed a post of theirs, or themselves. */
export const receiveDelete: Handler = async (db, said) => {
    if (isAboutActor(said)) await forgetAccount(db, said.actor);
    else await buryStatus(db, said.actor, thingDeleted(said));
};
