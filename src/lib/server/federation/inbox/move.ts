import { DocumentRefused } from '../../activitypub/untrusted';
import { fetchActor, findByUri, isOurs, maySettleAnew, moveAccount } from '../../domain/accounts';
import { concernsMembers } from '../../domain/relationships';
import { moveTold } from '../provenance';
import type { Handler } from './dispatch';

/**
 * Move: somebody elsewhere is somebody else from now on. Whoever they say they are is read anew, and must say the same;
 * nobody is asked where it matters to no member, or where they moved lately.
 */
export const receiveMove: Handler = async (db, said) => {
    const { actor } = said;
    const targetUri = moveTold(said);
    if (!maySettleAnew(actor) || !(await concernsMembers(db, actor.id)))
        throw new DocumentRefused('not-handled');
    const target = isOurs(targetUri) ? await findByUri(db, targetUri) : await fetchActor(db, targetUri);
    if (!target || target.suspendedAt) throw new DocumentRefused('gone');
    await moveAccount(db, { accountId: actor.id }, target);
};
