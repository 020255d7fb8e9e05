import { and, eq, isNull, like } from 'drizzle-orm';
import { SignatureRefused } from '../activitypub/signature-refused';
import type { Database } from '../db';
import { accounts, follows } from '../db/schema';
import { Unauthorized } from '../errors';
import { collectionDocument } from './documents';
import { findMember } from './find-member';
import { findSigner } from './find-signer';
import type { Served } from './serve';

interface Asked {
    db: Database;
    params: Record<string, string>;
    request: Request;
    url: URL;
}

/**
 * Those followers of a member who live with whoever signed the request, all of them: each server learns only of its own
 * people. (FEP-8fcf)
 */
export async function serveSynchronization({ db, params, request, url }: Asked): Promise<Served> {
    const { account } = await findMember(db, params.username ?? '');
    const { origin } = new URL(await signerOf(db, request, url));
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

/** @throws Unauthorized for whoever did not sign, or is not listened to. */
async function signerOf(db: Database, request: Request, url: URL): Promise<string> {
    try {
        const signer = await findSigner(db, request, url);
        if (!signer.isSuspended) return signer.uri;
    } catch (error) {
        if (!(error instanceof SignatureRefused)) throw error;
    }
    throw new Unauthorized('Only servers that sign learn who of theirs follows');
}
