import { serveStatusActivity, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitystreams-vocabulary/#dfn-create */
export const GET = servesActivity(serveStatusActivity);
