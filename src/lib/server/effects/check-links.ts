import { checkNewLinks } from '../domain/accounts';
import type { Effect } from './effect';

/** A page that a member says is theirs is asked whether it is. */
export const checkLinks: Effect<'account.updated'> = (db, { accountId }) => checkNewLinks(db, accountId);
