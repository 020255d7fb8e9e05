import type { Database } from './db';
import { createOwner, hasMembers, MembershipRefused } from './domain/users';

/** The owner's name in a community that was just made. */
const OWNER = 'owner';

/**
 * Makes the owner of a community without members. Returns what the operator has to read, once: afterwards nobody knows
 * the password any more.
 */
export async function welcomeOwner(db: Database): Promise<string[]> {
    if (await hasMembers(db)) return [];
    try {
        const { username, password } = await createOwner(db, {
            username: OWNER,
            // No mail is sent there; the owner sets an address of their own.
            email: `${OWNER}@atoll.invalid`,
        });
        return [
            `Sign in as "${username}" with the password ${password}`,
            'You will be asked for a password of your own; this one is shown only now.',
        ];
    } catch (error) {
        // Another process of the same community was faster, and has told the password.
        if (error instanceof MembershipRefused) return [];
        throw error;
    }
}
