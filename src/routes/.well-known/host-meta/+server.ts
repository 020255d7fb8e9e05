import { serveHostMeta } from '$lib/server/federation';
import type { RequestHandler } from './$types';

/** https://www.rfc-editor.org/rfc/rfc6415 */
export const GET: RequestHandler = () => serveHostMeta();
