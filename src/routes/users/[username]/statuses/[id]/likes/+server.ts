import { serveLikes, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitypub/#likes */
export const GET = servesActivity(serveLikes);
