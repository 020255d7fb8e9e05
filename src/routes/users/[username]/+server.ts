import { serveActor, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitypub/#actor-objects */
export const GET = servesActivity(serveActor, 'open');
