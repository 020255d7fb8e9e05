import { servesActivity, serveSynchronization } from '$lib/server/federation';

/** https://codeberg.org/fediverse/fep/src/branch/main/fep/8fcf/fep-8fcf.md */
export const GET = servesActivity(serveSynchronization, 'signed');
