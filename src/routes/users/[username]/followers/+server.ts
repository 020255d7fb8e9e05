import { serveFollowers, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitypub/#followers */
export const GET = servesActivity(serveFollowers);
