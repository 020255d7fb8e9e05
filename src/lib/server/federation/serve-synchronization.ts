import { and, eq, isNull, like } from 'drizzle-orm';
import { accounts, follows } from '../db/schema';
import { Unauthorized } from '../errors';
import { collectionDocument } from './documents';
import { findMember } from './find-member';
import type { Asked, Served } from './serve';

/**
 * Those followers of a member who live with whoever signed the request, all of them: each server learns only of its own
 * people. (FEP-8fcf)
 * @throws Unauthorized for whoever did not sign.
 */
export async function serveSynchronization({ db, params, reader }: Asked): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    if (!reader) throw new Unauthorized('Only servers that sign learn who of theirs follows');
    const { origin } = new URL(reader.uri);
    const prefix = `${origin}/`.replace(/[\\%_]/g, String.raw`\$&`);
    const rows = await db
        .select({ uri: accounts.uri })
        .from(follows)
        .innerJoin(accounts, eq(accounts.id, follows.accountId))
        .where(
            and(
                eq(follows.targetId, account.id),
                like(accounts.uri, `${prefix}%`),
                isNull(accounts.suspendedAt),
            ),
        )
        .orderBy(follows.id);
    const id = `${account.followersUrl ?? account.uri}/synchronization`;
    const items = rows.map(({ uri }) => uri);
    const document = { ...collectionDocument(id, items.length, { paged: false }), orderedItems: items };
    return { document, isPrivate: true };
}
