import type { VoteToSend } from '../../domain/polls';
import type { ActivityDocument } from './activities';
import { addressingOfStatus, noteDocument, type NoteParts } from './note';
import { isPast } from './poll';

/** `Update` of a poll's numbers, one for each state of them: the post itself says what it said before. */
export function pollNumbersActivity(parts: NoteParts): ActivityDocument {
    const { status, author, poll } = parts;
    const version = (status.editedAt ?? status.createdAt).getTime();
    const votes = poll?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
    const end = poll?.expiresAt ?? null;
    const state = `${isPast(end) ? 'closed' : 'open'}-${end?.getTime() ?? ''}`;
    return {
        id: `${status.uri}#updates/${version}/votes/${votes}/${state}`,
        type: 'Update',
        actor: author.uri,
        ...addressingOfStatus(parts),
        object: noteDocument(parts),
    };
}

/** `Create` of a vote: a note with the option's name and no content, to the author of the poll alone. */
export function voteActivity({ id, option, voterUri, authorUri, statusUri }: VoteToSend): ActivityDocument {
    const uri = `${voterUri}#votes/${id}`;
    return {
        id: `${uri}/activity`,
        type: 'Create',
        actor: voterUri,
        to: [authorUri],
        object: {
            id: uri,
            type: 'Note',
            attributedTo: voterUri,
            name: option,
            inReplyTo: statusUri,
            to: [authorUri],
        },
    };
}
