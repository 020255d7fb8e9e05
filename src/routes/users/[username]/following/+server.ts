import { serveFollowing, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitypub/#following */
export const GET = servesActivity(serveFollowing);
