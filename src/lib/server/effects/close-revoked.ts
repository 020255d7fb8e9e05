import { publishRevocation } from '../streaming/publish';
import type { Effect } from './effect';

/** Closes the live connections of an access that ended, in every web process. */
export const closeRevoked: Effect<'access.revoked'> = (db, { userId, sessionId, tokenId }) =>
    publishRevocation(db, { userId, sessionId, tokenId });
