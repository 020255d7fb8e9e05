import { and, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { isId, type Database } from '../db';
import { accounts, statuses } from '../db/schema';
import { stampUri } from '../domain/statuses';
import { NotFound } from '../errors';
import { quoteAuthorizationDocument } from './documents';
import { findMember } from './find-member';
import type { Served } from './serve';

/**
 * A member's consent to being quoted (FEP-044f), as long as it stands. It names two posts by their addresses and tells
 * nothing of them, so it is for everybody; its address is known to those who were given it.
 */
export async function serveQuoteAuthorization({
    db,
    params,
}: {
    db: Database;
    params: Record<string, string>;
}): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const { id = '' } = params;
    if (!isId(id)) throw new NotFound();
    const quoted = alias(statuses, 'quoted');
    const address = stampUri(account.uri, id);
    const [quote] = await db
        .select({ quoting: { uri: statuses.uri, authorUri: accounts.uri }, quotedUri: quoted.uri })
        .from(statuses)
        .innerJoin(accounts, eq(accounts.id, statuses.accountId))
        .innerJoin(quoted, eq(quoted.id, statuses.quoteOfId))
        .where(
            and(
                eq(statuses.id, id),
                eq(statuses.quoteState, 'accepted'),
                eq(statuses.quoteApprovalUri, address),
                eq(quoted.accountId, account.id),
            ),
        );
    if (!quote) throw new NotFound();
    const { quoting, quotedUri } = quote;
    return {
        document: quoteAuthorizationDocument(address, {
            quoting,
            quoted: { uri: quotedUri, authorUri: account.uri },
        }),
    };
}
