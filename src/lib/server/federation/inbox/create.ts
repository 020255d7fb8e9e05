import { receiveVote } from '../../domain/polls';
import { receiveStatus } from '../../domain/statuses';
import { notePublished } from '../provenance';
import type { Handler } from './dispatch';

/** Create: somebody elsewhere published a post, or voted in a poll. */
export const receiveCreate: Handler = async (db, said) => {
    const note = await notePublished(db, said);
    if (note.voteFor === undefined) await receiveStatus(db, said.actor, note, { isSent: true });
    else await receiveVote(db, said.actor, note);
};
