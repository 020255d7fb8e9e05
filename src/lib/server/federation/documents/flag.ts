import { instanceActorUri } from '../../domain/accounts';
import type { ActivityDocument } from './activities';

/** `Flag`: the server reports somebody, and posts of theirs. Nothing in it tells who noticed. */
export function flagActivity(report: {
    id: string;
    comment: string;
    targetUri: string;
    statusUris: readonly string[];
}): ActivityDocument {
    return {
        id: report.id,
        type: 'Flag',
        actor: instanceActorUri(),
        content: report.comment,
        object: [report.targetUri, ...report.statusUris],
        to: [report.targetUri],
    };
}
