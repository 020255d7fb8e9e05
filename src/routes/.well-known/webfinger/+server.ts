import { database } from '$lib/server/db';
import { serveWebfinger } from '$lib/server/federation';
import type { RequestHandler } from './$types';

/** https://www.rfc-editor.org/rfc/rfc7033 */
export const GET: RequestHandler = ({ url }) => serveWebfinger(database(), url);
