import { DocumentRefused } from '../../activitypub/untrusted';
import { findByUri, keepPin, removePin, resolveStatus } from '../../domain/statuses';
import { pinTold } from '../provenance';
import type { Handler } from './dispatch';

/** Add: somebody elsewhere put a post of theirs on top of their profile. */
export const receiveAdd: Handler = async (db, said) => {
    const status = await resolveStatus(db, pinTold(said), { isFound: true });
    if (!status) throw new DocumentRefused('gone');
    await keepPin(db, { accountId: said.actor.id }, status);
};

/** Remove: it stands there no more. */
export const receiveRemove: Handler = async (db, said) => {
    const status = await findByUri(db, pinTold(said));
    if (status) await removePin(db, { accountId: said.actor.id }, status.id);
};
