import type { FamiliarFollowers, MutedAccount } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { Actor } from '../domain/users';
import { presentAccounts } from './present-accounts';

/** Muted people with the end of each mute. https://docs.joinmastodon.org/entities/Account/#MutedAccount */
export async function presentMutedAccounts(
    db: Database,
    viewer: Actor,
    rows: readonly { accountId: string; expiresAt: Date | null }[],
): Promise<MutedAccount[]> {
    const ends = new Map(rows.map(({ accountId, expiresAt }) => [accountId, expiresAt]));
    const accounts = await presentAccounts(db, viewer, [...ends.keys()]);
    return accounts.map((account) => ({
        ...account,
        mute_expires_at: ends.get(account.id)?.toISOString() ?? null,
    }));
}

/** https://docs.joinmastodon.org/entities/FamiliarFollowers/ */
export async function presentFamiliarFollowers(
    db: Database,
    viewer: Actor,
    rows: readonly { accountId: string; followerIds: readonly string[] }[],
): Promise<FamiliarFollowers[]> {
    const everybody = [...new Set(rows.flatMap(({ followerIds }) => followerIds))];
    const accounts = new Map(
        (await presentAccounts(db, viewer, everybody)).map((account) => [account.id, account]),
    );
    return rows.map(({ accountId, followerIds }) => ({
        id: accountId,
        accounts: followerIds.flatMap((id) => accounts.get(id) ?? []),
    }));
}
