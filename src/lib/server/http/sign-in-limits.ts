import type { Database } from '../db';
import { listSessions, type SignInCandidate } from '../domain/users';
import { addressKey } from './client-address';
import { spend } from './rate-limit';

/**
 * Counts an attempt to sign in, by where it comes from and by whom it is for. Where that member is signed in already,
 * a count of its own holds: strangers who guess at a name cannot lock its owner out.
 * @throws RateLimited
 */
export async function countSignIn(
    db: Database,
    { address, login, candidate }: { address: string; login: string; candidate?: SignInCandidate },
): Promise<void> {
    const from = addressKey(address);
    await spend('sign-in', `from ${from}`);
    const whom = candidate?.userId ?? login.trim().toLowerCase().slice(0, 300);
    const known =
        candidate && (await listSessions(db, candidate.userId)).some(({ ip }) => addressKey(ip) === from);
    await spend('sign-in', known ? `for ${whom} from ${from}` : `for ${whom}`);
}
