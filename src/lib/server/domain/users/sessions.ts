/**
 * Browsers that are signed in. Nothing outside this file knows lucia, which keeps their lifetimes and cookies.
 * The cookie holds a random token; lucia and the database only ever see its hash.
 */
import { createHash } from 'node:crypto';
import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { generateIdFromEntropySize, Lucia, TimeSpan, type DatabaseSession, type DatabaseUser } from 'lucia';
import type { Sql } from 'postgres';
import { config } from '../../config';
import type { Database, Queryable } from '../../db';
import { sessions, users } from '../../db/schema';
import type { Principal } from './viewer';
import { viewerColumns, viewerOf, type ViewerRow } from './viewer-row';

declare module 'lucia' {
    interface Register {
        UserId: string;
        Lucia: Lucia<SessionAttributes, ViewerRow>;
        DatabaseSessionAttributes: SessionAttributes;
        DatabaseUserAttributes: ViewerRow;
    }
}

interface SessionAttributes {
    userAgent: string;
    ip: string;
    createdAt?: Date;
    lastSeenAt?: Date;
}

/** A session is forgotten when its browser was not seen for this long. */
const LIFETIME = new TimeSpan(60, 'd');
/** A browser session may do everything; what its member may do is for their role to say. */
const SESSION_SCOPES = ['read', 'write', 'follow', 'push', 'profile', 'admin:read', 'admin:write'] as const;
/** 25 bytes: 200 bits, and what lucia itself would take. */
const TOKEN_BYTES = 25;

/** lucia's adapter, with the one query that every request makes as a prepared statement over all of the viewer. */
class SessionAdapter extends DrizzlePostgreSQLAdapter {
    readonly #sql: Sql | undefined;

    constructor(db: Queryable) {
        super(db, sessions, users);
        this.#sql = '$client' in db ? db.$client : undefined;
    }

    override async getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
        const sql = this.#sql;
        if (!sql) return super.getSessionAndUser(id);
        const [row] = await sql<(ViewerRow & { expires: number; user_agent: string; ip: string })[]>`
            SELECT ${viewerColumns(sql)}, s.user_agent, s.ip, extract(epoch FROM s.expires_at)::float8 AS expires
            FROM sessions s
            JOIN users u ON u.id = s.user_id
            JOIN accounts a ON a.id = u.account_id
            LEFT JOIN roles r ON r.id = u.role_id
            WHERE s.id = ${id}`;
        if (!row) return [null, null];
        return [
            {
                id,
                userId: row.user_id,
                expiresAt: new Date(row.expires * 1_000),
                attributes: { userAgent: row.user_agent, ip: row.ip },
            },
            { id: row.user_id, attributes: row },
        ];
    }
}

function luciaOn(db: Queryable) {
    const secure = config().origin.startsWith('https:');
    return new Lucia(new SessionAdapter(db), {
        sessionExpiresIn: LIFETIME,
        sessionCookie: {
            // The prefix makes browsers refuse a cookie of this name that a sub-domain or plain http has set.
            name: secure ? '__Host-atoll_session' : 'atoll_session',
            attributes: { secure, sameSite: 'lax', path: '/' },
        },
        getSessionAttributes: (attributes) => attributes,
        getUserAttributes: (row) => row,
    });
}

function sessionIdOf(token: string): string {
    return createHash('sha256').update(token).digest('base64url');
}

/** A cookie as Kit sets it: `cookies.set(name, value, attributes)`. */
export interface SessionCookie {
    name: string;
    value: string;
    attributes: {
        httpOnly?: boolean;
        secure?: boolean;
        sameSite?: 'lax' | 'strict' | 'none';
        path: string;
        maxAge?: number;
    };
}

/** The cookie that carries `token`; without a token, the one that takes it away. */
export function sessionCookie(db: Queryable, token?: string): SessionCookie {
    const lucia = luciaOn(db);
    const { name, value, attributes } = token
        ? lucia.createSessionCookie(token)
        : lucia.createBlankSessionCookie();
    return { name, value, attributes: { ...attributes, path: '/' } };
}

/** The session token in a `Cookie` header, if there is one. */
export function readSessionToken(db: Queryable, cookieHeader: string | null): string | undefined {
    try {
        return luciaOn(db).readSessionCookie(cookieHeader ?? '') ?? undefined;
    } catch (error) {
        // lucia decodes every cookie of the header; one that cannot be decoded is nobody's session.
        if (error instanceof URIError) return undefined;
        throw error;
    }
}

/** Opens a session for a member whose identity was just proven. Its token goes into the cookie and nowhere else. */
export async function openSession(
    db: Queryable,
    userId: string,
    { userAgent = '', ip = '' }: { userAgent?: string; ip?: string } = {},
): Promise<{ token: string; sessionId: string }> {
    const token = generateIdFromEntropySize(TOKEN_BYTES);
    const sessionId = sessionIdOf(token);
    await luciaOn(db).createSession(userId, { userAgent: userAgent.slice(0, 500), ip }, { sessionId });
    return { token, sessionId };
}

/**
 * Who the session of a cookie's token speaks for; undefined when it is unknown, ended or expired.
 * `renewed`: its lifetime was just extended, so the cookie should be sent again.
 */
export async function findSessionPrincipal(
    db: Database,
    token: string,
): Promise<{ principal: Principal; renewed: boolean } | undefined> {
    const { session, user } = await luciaOn(db).validateSession(sessionIdOf(token));
    if (!session) return undefined;
    const by = { scopes: SESSION_SCOPES, tokenId: null, sessionId: session.id, appId: null };
    const reason = user.barred ?? (user.must_change_password ? 'password-not-own' : null);
    const viewer = viewerOf(user, by);
    return {
        principal: reason ? { kind: 'barred', reason, viewer } : { kind: 'user', viewer },
        renewed: session.fresh,
    };
}

/** A signed-in browser, as its member sees it in the settings. */
export interface OpenSession {
    id: string;
    userAgent: string;
    ip: string;
    createdAt: Date;
    lastSeenAt: Date;
}

/** The member's signed-in browsers, the one seen last first. */
export async function listSessions(db: Queryable, userId: string): Promise<OpenSession[]> {
    const open = await luciaOn(db).getUserSessions(userId);
    return open
        .map(({ id, userAgent, ip, createdAt, lastSeenAt }) => ({
            id,
            userAgent,
            ip,
            createdAt: createdAt ?? new Date(0),
            lastSeenAt: lastSeenAt ?? new Date(0),
        }))
        .sort((one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime());
}

/** Deletes all sessions of a member. For `revoke-access.ts`, which also tells the sockets. */
export async function deleteSessions(db: Queryable, userId: string): Promise<void> {
    await luciaOn(db).invalidateUserSessions(userId);
}

/** Deletes one session if it is the member's. For `revoke-access.ts`, which also tells the sockets. */
export async function deleteSession(db: Queryable, userId: string, sessionId: string): Promise<boolean> {
    const lucia = luciaOn(db);
    const open = await lucia.getUserSessions(userId);
    if (!open.some(({ id }) => id === sessionId)) return false;
    await lucia.invalidateSession(sessionId);
    return true;
}

/** Forgets sessions that nobody came back to; run daily. */
export async function deleteExpiredSessions(db: Queryable): Promise<void> {
    await luciaOn(db).deleteExpiredSessions();
}
