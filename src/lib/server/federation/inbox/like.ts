import { favouriteStatus, findByUri, isBuried } from '../../domain/statuses';
import type { Handler } from './dispatch';

/** Like: somebody elsewhere likes a post of a member. Likes of other posts are for others to count. */
export const receiveLike: Handler = async (db, { actor, activity }) => {
    const status = activity.object.id && (await findByUri(db, activity.object.id));
    if (!status || !status.local || (await isBuried(db, activity.id, actor.uri))) return;
    await favouriteStatus(db, { accountId: actor.id }, status.id, { uri: activity.id });
};
