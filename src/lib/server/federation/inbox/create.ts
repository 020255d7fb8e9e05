import { receiveStatus } from '../../domain/statuses';
import { notePublished } from '../provenance';
import type { Handler } from './dispatch';

/** Create: somebody elsewhere published a post. */
export const receiveCreate: Handler = async (db, said) => {
    await receiveStatus(db, said.actor, await notePublished(db, said));
};
