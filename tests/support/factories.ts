/** People and posts for tests: each makes what is missing, with the least that is needed. */
import { createHash, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { config } from '$lib/server/config';
import { idAt, newId, type Database } from '$lib/server/db';
import {
    accounts,
    oauthApps,
    oauthTokens,
    polls,
    statuses,
    users,
    type Visibility,
} from '$lib/server/db/schema';
import { ROLE_IDS } from '$lib/server/domain/users';

type Account = typeof accounts.$inferSelect;
type Status = typeof statuses.$inferSelect;

let count = 0;

/** A member of this community. The username is made up unless given. */
export async function anAccount(
    db: Database,
    given: Partial<typeof accounts.$inferInsert> = {},
): Promise<Account> {
    const username = given.username ?? `member${++count}`;
    const uri = `${config().origin}/users/${username}`;
    const [account] = await db
        .insert(accounts)
        .values({
            id: newId(),
            username,
            uri,
            url: `${config().origin}/@${username}`,
            displayName: username,
            inboxUrl: `${uri}/inbox`,
            sharedInboxUrl: `${config().origin}/inbox`,
            outboxUrl: `${uri}/outbox`,
            followersUrl: `${uri}/followers`,
            followingUrl: `${uri}/following`,
            ...given,
        })
        .returning();
    await db.insert(users).values({
        id: newId(),
        accountId: account!.id,
        email: `${username}@example.test`,
        passwordHash: 'x',
        confirmedAt: new Date(),
        approvedAt: new Date(),
    });
    return account!;
}

/** A member who may do everything here. */
export async function anAdmin(
    db: Database,
    given: Partial<typeof accounts.$inferInsert> = {},
): Promise<Account> {
    const account = await anAccount(db, given);
    await db.update(users).set({ roleId: ROLE_IDS.owner }).where(eq(users.accountId, account.id));
    return account;
}

/** Somebody on another server. */
export async function aRemoteAccount(
    db: Database,
    { domain = 'remote.test', ...given }: Partial<typeof accounts.$inferInsert> = {},
): Promise<Account> {
    const username = given.username ?? `stranger${++count}`;
    const uri = given.uri ?? `https://${domain}/users/${username}`;
    const [account] = await db
        .insert(accounts)
        .values({
            id: newId(),
            username,
            domain,
            uri,
            url: `https://${domain}/@${username}`,
            inboxUrl: `${uri}/inbox`,
            sharedInboxUrl: `https://${domain}/inbox`,
            followersUrl: `${uri}/followers`,
            ...given,
        })
        .returning();
    return account!;
}

/** A post, public unless said otherwise, as a plain row: no notifications, no fan-out. */
export async function aStatus(
    db: Database,
    {
        by,
        text = 'A word or two',
        visibility = 'public',
        at = new Date(),
        ...given
    }: { by: Account; text?: string; visibility?: Visibility; at?: Date } & Partial<
        typeof statuses.$inferInsert
    >,
): Promise<Status> {
    const id = given.id ?? idAt(at);
    const [status] = await db
        .insert(statuses)
        .values({
            id,
            accountId: by.id,
            uri: `${by.uri}/statuses/${id}`,
            url: `${by.url}/${id}`,
            local: by.domain === null,
            visibility,
            source: by.domain === null ? text : null,
            contentHtml: `<p>${text}</p>`,
            createdAt: at,
            ...given,
        })
        .returning();
    return status!;
}

/** An access token of `account` with the scopes of an ordinary app. */
export async function aToken(
    db: Database,
    account: Account,
    scopes = ['read', 'write', 'follow', 'push'],
): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const appId = newId();
    await db.insert(oauthApps).values({
        id: appId,
        clientId: appId,
        secretHash: 'x',
        name: 'A test app',
        redirectUris: ['urn:ietf:wg:oauth:2.0:oob'],
        scopes,
    });
    const user = await db.query.users.findFirst({ where: (row, { eq }) => eq(row.accountId, account.id) });
    await db.insert(oauthTokens).values({
        id: newId(),
        tokenHash: createHash('sha256').update(token).digest('base64url'),
        appId,
        userId: user!.id,
        scopes,
    });
    return token;
}

/** A poll on a status, tea or coffee for an hour unless said otherwise. */
export async function aPoll(
    db: Database,
    status: { id: string },
    given: Partial<typeof polls.$inferInsert> = {},
): Promise<typeof polls.$inferSelect> {
    const options = given.options ?? ['Tea', 'Coffee'];
    const [poll] = await db
        .insert(polls)
        .values({
            id: newId(),
            statusId: status.id,
            options,
            counts: options.map(() => 0),
            votersCount: 0,
            expiresAt: new Date(Date.now() + 3_600_000),
            ...given,
        })
        .returning();
    return poll!;
}
