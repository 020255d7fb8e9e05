import { serveNodeinfoLinks } from '$lib/server/federation';
import type { RequestHandler } from './$types';

/** https://nodeinfo.diaspora.software/protocol.html */
export const GET: RequestHandler = () => serveNodeinfoLinks();
