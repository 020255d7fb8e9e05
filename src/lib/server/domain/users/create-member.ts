import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { newKeyPair } from '../../activitypub/keys';
import { config } from '../../config';
import { inTransaction, newId, type Queryable, type Transaction } from '../../db';
import { accountKeys, accounts, users } from '../../db/schema';
import { emit } from '../../events';
import { newProofKey } from '../accounts';
import { sendMail } from '../../mail';
import { isHeld } from './confirm-email';
import {
    MembershipRefused,
    refusedEmail,
    refusedPassword,
    refusedUsername,
    refuseUnlessEmpty,
} from './member-fields';
import { hashPassword } from './passwords';
import { ROLE_IDS, type RoleName } from './roles';

/** What makes a member. */
export interface NewMember {
    username: string;
    email: string;
    password: string;
    role?: RoleName;
    displayName?: string;
    locale?: string;
    /** They may act although the address is not proven. */
    confirmed?: boolean;
    /**
     * Whose the address is: `theirs` is refused where somebody else has it, since the operator may be told. Strangers
     * must not learn that: theirs is only one that is `free`, or, `to-be-proven`, none yet.
     */
    address?: 'theirs' | 'theirs-if-free' | 'to-be-proven';
    /** Nobody has to let them in. */
    approved?: boolean;
    mustChangePassword?: boolean;
    signUpReason?: string;
    signUpIp?: string;
    /** The app they join through. */
    appId?: string;
    /** The operator may take names that strangers may not. */
    mayUseReservedName?: boolean;
}

/** The ids of somebody who is now a member. */
export interface CreatedMember {
    accountId: string;
    userId: string;
    username: string;
}

/**
 * Makes a member: the public account with its signing keys, and the private user.
 * @throws MembershipRefused with a reason for each field; names and addresses are never given twice.
 */
export async function createMember(db: Queryable, member: NewMember): Promise<CreatedMember> {
    const username = member.username.trim().toLowerCase();
    const email = member.email.trim();
    refuseUnlessEmpty({
        username: refusedUsername(username, { reserved: !member.mayUseReservedName }),
        email: refusedEmail(email),
        password: refusedPassword(member.password),
    });
    await refuseTaken(db, username, member.address ?? 'theirs', email);
    // Both take tens of milliseconds of another thread: before the transaction, not in it.
    const [passwordHash, keys] = await Promise.all([hashPassword(member.password), newKeyPair()]);
    return inTransaction(db, async (tx) => {
        const accountId = await insertAccount(tx, username, member.displayName ?? '');
        if (!accountId) throw new MembershipRefused({ username: 'ERR_TAKEN' });
        const uri = accountUri(username);
        await tx
            .insert(accountKeys)
            .values([
                { keyId: `${uri}#main-key`, accountId, kind: 'rsa', ...keys },
                await newProofKey({ id: accountId, uri }),
            ]);
        const userId = await insertUser(tx, accountId, { ...member, email, passwordHash });
        if (!userId) throw new MembershipRefused({ email: 'ERR_TAKEN' });
        if (member.address === 'to-be-proven') await sendMail(tx, { about: 'confirmation', userId });
        await emit(tx, { type: 'account.created', accountId });
        return { accountId, userId, username };
    });
}

/**
 * Makes the owner of a new community, with a generated password to be shown once; the first sign-in asks for one of
 * their own.
 * @throws MembershipRefused
 */
export async function createOwner(
    db: Queryable,
    {
        username,
        email,
        password = generatePassword(),
    }: { username: string; email: string; password?: string },
): Promise<CreatedMember & { password: string }> {
    const created = await createMember(db, {
        username,
        email,
        password,
        role: 'owner',
        confirmed: true,
        approved: true,
        mustChangePassword: true,
        mayUseReservedName: true,
    });
    return { ...created, password };
}

/** A password nobody guesses: 96 bits, without characters that are read wrongly or need escaping. */
export function generatePassword(): string {
    return randomBytes(12).toString('base64url').replace(/[-_]/g, 'x');
}

/** Whether anybody is a member yet. */
export async function hasMembers(db: Queryable): Promise<boolean> {
    const [found] = await db.select({ id: users.id }).from(users).limit(1);
    return found !== undefined;
}

function accountUri(username: string): string {
    return `${config().origin}/users/${username}`;
}

/** Both questions at once, so that the answer names every field that is taken. */
async function refuseTaken(
    db: Queryable,
    username: string,
    address: NewMember['address'],
    email: string,
): Promise<void> {
    const [account] = await db
        .select({ id: accounts.id })
        .from(accounts)
        .where(
            sql`lower(${accounts.username}) = ${username} AND coalesce(lower(${accounts.domain}), '') = ''`,
        );
    const [user] = await db
        .select({ id: users.id })
        .from(users)
        .where(sql`${users.email} = ${email}::citext`);
    refuseUnlessEmpty({
        username: account && 'ERR_TAKEN',
        email: user && address === 'theirs' ? 'ERR_TAKEN' : undefined,
    });
}

/** Undefined when somebody took the name meanwhile. */
async function insertAccount(
    tx: Transaction,
    username: string,
    displayName: string,
): Promise<string | undefined> {
    const uri = accountUri(username);
    const [account] = await tx
        .insert(accounts)
        .values({
            id: newId(),
            username,
            uri,
            url: `${config().origin}/@${username}`,
            displayName,
            inboxUrl: `${uri}/inbox`,
            sharedInboxUrl: `${config().origin}/inbox`,
            outboxUrl: `${uri}/outbox`,
            followersUrl: `${uri}/followers`,
            followingUrl: `${uri}/following`,
            featuredUrl: `${uri}/collections/featured`,
        })
        .onConflictDoNothing()
        .returning({ id: accounts.id });
    return account?.id;
}

/** Undefined when somebody took the address meanwhile. */
async function insertUser(
    tx: Transaction,
    accountId: string,
    member: NewMember & { passwordHash: string },
): Promise<string | undefined> {
    const now = new Date();
    const { address = 'theirs', email } = member;
    const owned = address === 'theirs' || (address === 'theirs-if-free' && !(await isHeld(tx, null, email)));
    const [user] = await tx
        .insert(users)
        .values({
            id: newId(),
            accountId,
            email: owned ? email : null,
            unconfirmedEmail: owned ? null : email,
            passwordHash: member.passwordHash,
            mustChangePassword: member.mustChangePassword ?? false,
            roleId: ROLE_IDS[member.role ?? 'member'],
            confirmedAt: member.confirmed ? now : null,
            approvedAt: member.approved ? now : null,
            signUpReason: member.signUpReason ?? '',
            signUpIp: member.signUpIp ?? null,
            createdByAppId: member.appId ?? null,
            locale: member.locale ?? 'en',
        })
        .onConflictDoNothing()
        .returning({ id: users.id });
    return user?.id;
}
