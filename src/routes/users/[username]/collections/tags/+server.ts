import { serveFeaturedTags, servesActivity } from '$lib/server/federation';

/** https://docs.joinmastodon.org/spec/activitypub/#featuredTags */
export const GET = servesActivity(serveFeaturedTags);
