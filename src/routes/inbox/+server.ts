import { database } from '$lib/server/db';
import { receiveActivity } from '$lib/server/federation';
import type { RequestHandler } from './$types';

/** https://www.w3.org/TR/activitypub/#inbox */
export const POST: RequestHandler = ({ request, url }) => receiveActivity(database(), request, url);
