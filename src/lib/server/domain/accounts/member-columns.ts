import { sql } from 'drizzle-orm';
import { accountKeys, accounts } from '../../db/schema';
import type { AccountRow } from './find-account';

/** A member with the public half of the key they sign with. */
export interface MemberActor {
    account: AccountRow;
    key: { id: string; publicPem: string };
    /** The id of whom they are from now on, if they went. */
    movedTo: string | null;
}

/** What is read of a member, from `accounts` joined with `account_keys`. */
export const memberColumns = {
    account: accounts,
    key: { id: accountKeys.keyId, publicPem: accountKeys.publicPem },
    movedTo: sql<string | null>`(select uri from accounts other where other.id = ${accounts.movedToId})`,
};
