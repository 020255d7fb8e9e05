import { randomBytes } from 'node:crypto';
import { and, eq, isNull, like, ne, not, or } from 'drizzle-orm';
import { config } from '$lib/server/config';
import type { Database } from '$lib/server/db';
import { accounts, users } from '$lib/server/db/schema';
import { createToken } from '$lib/server/domain/oauth';
import { createMember, revokeAccess, ROLE_IDS } from '$lib/server/domain/users';
import type { Persona } from './people';
import { portrait } from './portrait';

/** The members of the demonstration are told apart by addresses that no mail can reach. */
const MAIL_DOMAIN = 'demo.invalid';

/** Somebody with whose token the public API is used. */
export interface ApiUser {
    username: string;
    accountId: string;
    userId: string;
    tokenId: string;
    token: string;
}

/** How many members there are who are neither the owner nor of this demonstration. */
export async function countOthers(db: Database): Promise<number> {
    return db.$count(
        users,
        and(
            not(like(users.email, `%@${MAIL_DOMAIN}`)),
            or(isNull(users.roleId), ne(users.roleId, ROLE_IDS.owner)),
        ),
    );
}

/** Makes `persona` a member unless they are one, with an access token for the time of this run. */
export async function signIn(db: Database, persona: Persona): Promise<ApiUser> {
    const { username } = persona;
    const email = `${username}@${MAIL_DOMAIN}`;
    const known = await findUser(db, username);
    if (known && known.email !== email)
        throw new Error(`There is already a member called ${username}, who is not of this demonstration.`);
    if (!known) {
        const password = randomBytes(18).toString('base64url');
        await createMember(db, {
            username,
            email,
            password,
            displayName: persona.displayName,
            confirmed: true,
            approved: true,
        });
    }
    const user = (await findUser(db, username))!;
    await db
        .update(accounts)
        .set({ avatarUrl: portrait(username) })
        .where(and(eq(accounts.id, user.accountId), isNull(accounts.avatarUrl)));
    return withToken(db, user);
}

/** The owner, whose home is filled as well; undefined in a community that has none yet. */
export async function signInOwner(db: Database): Promise<ApiUser | undefined> {
    const [owner] = await db
        .select({ username: accounts.username, accountId: accounts.id, userId: users.id, email: users.email })
        .from(users)
        .innerJoin(accounts, eq(accounts.id, users.accountId))
        .where(eq(users.roleId, ROLE_IDS.owner))
        .orderBy(users.id)
        .limit(1);
    return owner && withToken(db, owner);
}

/** Ends the access that was used. */
export async function signOut(db: Database, { userId, tokenId }: ApiUser): Promise<void> {
    await revokeAccess(db, userId, { tokenId });
}

type User = { username: string; accountId: string; userId: string; email: string | null };

async function findUser(db: Database, username: string): Promise<User | undefined> {
    const [user] = await db
        .select({ username: accounts.username, accountId: accounts.id, userId: users.id, email: users.email })
        .from(users)
        .innerJoin(accounts, eq(accounts.id, users.accountId))
        .where(eq(accounts.username, username));
    return user;
}

async function withToken(db: Database, { username, accountId, userId }: User): Promise<ApiUser> {
    const { id, token } = await createToken(db, {
        userId,
        scopes: ['read', 'write', 'follow'],
        appName: 'The demonstration',
    });
    return { username, accountId, userId, tokenId: id, token };
}

/** Uploads a picture, and answers the id by which a post shows it. @throws Error where it is refused. */
export async function attach(
    user: ApiUser,
    picture: Buffer,
    words: { description: string; focus: string },
): Promise<string> {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(picture)]), 'picture.png');
    for (const [name, word] of Object.entries(words)) body.set(name, word);
    const headers = { Authorization: `Bearer ${user.token}` };
    const answer = await fetch(new URL('/api/v2/media', config().origin), { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`A picture was answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
}

/** Asks the community's public API as `user`. @throws Error for an answer that is none of success. */
export async function api<T>(
    user: ApiUser,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: object,
): Promise<T> {
    const answer = await fetch(new URL(path, config().origin), {
        method,
        headers: { Authorization: `Bearer ${user.token}`, 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
}
