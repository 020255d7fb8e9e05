import { database } from './open';
import type { StoredProfile } from './records';
import { writeQuietly } from './write-quietly';

/** What the device keeps of a profile beside the account itself. */
export function readProfile(accountId: string): Promise<StoredProfile | undefined> {
    return database().get('profiles', accountId);
}

/** Somebody's profile is being looked at: it is kept, with what was learnt of it now and before. */
export async function keepProfile(
    accountId: string,
    learnt: Omit<Partial<StoredProfile>, 'id' | 'usedAt'> = {},
): Promise<void> {
    const known = await readProfile(accountId).catch(() => undefined);
    await writeQuietly([
        { store: 'profiles', put: { ...known, ...learnt, id: accountId, usedAt: Date.now() } },
    ]);
}
