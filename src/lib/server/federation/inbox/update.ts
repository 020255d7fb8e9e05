import { keepActor } from '../../domain/accounts';
import { receiveStatus } from '../../domain/statuses';
import { isAboutActor, notePublished, selfDescribed } from '../provenance';
import type { Handler } from './dispatch';

/** Update: somebody elsewhere changed their profile, or a post of theirs. */
export const receiveUpdate: Handler = async (db, said) => {
    if (isAboutActor(said)) await keepActor(db, await selfDescribed(db, said));
    else await receiveStatus(db, said.actor, await notePublished(db, said));
};
