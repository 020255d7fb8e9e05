import { serveQuoteAuthorization, servesActivity } from '$lib/server/federation';

/** https://codeberg.org/fediverse/fep/src/branch/main/fep/044f/fep-044f.md */
export const GET = servesActivity(serveQuoteAuthorization);
