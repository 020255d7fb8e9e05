import { serveReplies, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitystreams-vocabulary/#dfn-replies */
export const GET = servesActivity(serveReplies);
