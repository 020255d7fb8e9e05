import { serveInstanceOutbox, servesActivity } from '$lib/server/federation';

/** https://www.w3.org/TR/activitypub/#outbox */
export const GET = servesActivity(serveInstanceOutbox, 'open');
