import { serveContext, servesActivity } from '$lib/server/federation';

/** https://codeberg.org/fediverse/fep/src/branch/main/fep/7888/fep-7888.md */
export const GET = servesActivity(serveContext);
