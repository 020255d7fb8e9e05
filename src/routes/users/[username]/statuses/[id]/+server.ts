import { serveNote, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitystreams-vocabulary/#dfn-note */
export const GET = servesActivity(serveNote);
