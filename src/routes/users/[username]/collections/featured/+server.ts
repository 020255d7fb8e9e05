import { serveFeatured, servesActivity } from '$lib/server/federation';

/** https://docs.joinmastodon.org/spec/activitypub/#featured */
export const GET = servesActivity(serveFeatured);
