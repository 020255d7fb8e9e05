import { eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { accounts } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import type { AccountRow } from './find-account';
import { fetchPerson } from './fetch-person';

/** More former accounts nobody needs. */
const MOST_ALIASES = 10;

/**
 * Says which other accounts are the same person, by handle or address: all of them, they replace those before. Only an
 * account that is named here can move here.
 * @throws Unprocessable where one of them cannot be found, or is the member's own.
 */
export async function changeAliases(
    db: Database,
    { accountId }: Actor,
    named: readonly string[],
): Promise<void> {
    if (named.length > MOST_ALIASES)
        throw new Unprocessable(`Validation failed: Aliases are limited to ${MOST_ALIASES}`);
    const people: AccountRow[] = [];
    for (const name of named) people.push(await fetchPerson(db, name));
    if (people.some(({ id }) => id === accountId))
        throw new Unprocessable('Validation failed: Nobody is their own alias');
    await inTransaction(db, async (tx) => {
        const alsoKnownAs = [...new Set(people.map(({ uri }) => uri))];
        await tx
            .update(accounts)
            .set({ alsoKnownAs, updatedAt: new Date() })
            .where(eq(accounts.id, accountId));
        await emit(tx, { type: 'account.updated', accountId });
    });
}
