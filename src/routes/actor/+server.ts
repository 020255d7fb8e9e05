import { serveInstanceActor, servesActivity } from '$lib/server/federation';

/** The server itself: the signer of fetches that no member asked for. */
export const GET = servesActivity(serveInstanceActor, 'open');
