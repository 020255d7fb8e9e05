import { database } from '$lib/server/db';
import { serveNodeinfo } from '$lib/server/federation';
import type { RequestHandler } from './$types';

/** https://nodeinfo.diaspora.software/schema.html */
export const GET: RequestHandler = ({ params }) => serveNodeinfo(database(), params.version);
