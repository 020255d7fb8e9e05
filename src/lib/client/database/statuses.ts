import type { Account, Status } from '$lib/mastodon-api/entities';
import type { Change, LocalDatabase, StoredStatus } from './records';

/** The changes that keep statuses: each with its author, and the boosted one beside its boost. */
export function keepStatuses(statuses: readonly Status[], now: number): Change[] {
    const changes = new Map<string, Change>();
    const keep = (status: Status) => {
        const { account, reblog, ...entity } = status;
        const record: StoredStatus = {
            id: status.id,
            accountId: account.id,
            boostedId: reblog?.id ?? null,
            entity,
            savedAt: now,
        };
        changes.set(`status ${status.id}`, { store: 'statuses', put: record });
        changes.set(`account ${account.id}`, keepAccount(account, now));
        if (reblog) keep(reblog);
    };
    statuses.forEach(keep);
    return [...changes.values()];
}

export function keepAccount(account: Account, now: number): Change {
    return { store: 'accounts', put: { id: account.id, entity: account, savedAt: now } };
}

/** Those of the statuses that are kept whole, in any order. */
export async function readStatuses(database: LocalDatabase, ids: readonly string[]): Promise<Status[]> {
    const wanted = await readStored(database, ids);
    const boosted = await readStored(
        database,
        wanted.flatMap((stored) => stored.boostedId ?? []),
    );
    const all = new Map([...wanted, ...boosted].map((stored) => [stored.id, stored]));
    const accountIds = [...new Set([...all.values()].map((stored) => stored.accountId))];
    const accounts = new Map(
        (await database.getMany('accounts', accountIds)).flatMap((a) =>
            a ? [[a.id, a.entity] as const] : [],
        ),
    );
    const build = (id: string): Status | null => {
        const stored = all.get(id);
        const account = stored && accounts.get(stored.accountId);
        if (!account) return null;
        const reblog = stored.boostedId ? build(stored.boostedId) : null;
        if (stored.boostedId && !reblog) return null;
        return { ...stored.entity, account, reblog };
    };
    return [...new Set(ids)].flatMap((id) => build(id) ?? []);
}

async function readStored(database: LocalDatabase, ids: readonly string[]): Promise<StoredStatus[]> {
    const found = await database.getMany('statuses', [...new Set(ids)]);
    return found.filter((stored) => stored !== undefined);
}
