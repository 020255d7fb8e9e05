import { servesActivity, serveShares } from '$lib/server/federation';

/** https://www.w3.org/TR/activitypub/#shares */
export const GET = servesActivity(serveShares);
