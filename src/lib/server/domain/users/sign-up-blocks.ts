import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';

/** What the moderators decided about people who come with this name, address or network. */
export interface SignUpVerdict {
    /** The field that is not welcome; `ip` stands for where they come from. */
    blocked: 'username' | 'email' | 'ip' | null;
    /** Somebody has to look at it first, even where joining is open. */
    needsApproval: boolean;
}

/** Looks up what is decided about a sign-up. A block of a mail domain holds for its sub-domains. */
export async function judgeSignUp(
    db: Queryable,
    { username, email, ip }: { username: string; email: string; ip: string },
): Promise<SignUpVerdict> {
    const mailDomain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
    const rows = await db.execute<{ kind: string; severity: string }>(sql`
        SELECT kind, severity FROM sign_up_blocks
        WHERE (expires_at IS NULL OR expires_at > now()) AND CASE kind
            WHEN 'username' THEN value = ${username}
            WHEN 'email-domain' THEN value = ${mailDomain} OR ${mailDomain} LIKE '%.' || value
            WHEN 'ip' THEN pg_input_is_valid(value, 'inet') AND pg_input_is_valid(${ip}, 'inet')
                AND value::inet >>= ${ip}::inet
            ELSE false END`);
    const refusing = rows.find(({ severity }) => severity !== 'approval');
    const fields = { username: 'username', 'email-domain': 'email', ip: 'ip' } as const;
    return {
        blocked: refusing ? (fields[refusing.kind as keyof typeof fields] ?? null) : null,
        needsApproval: rows.some(({ severity }) => severity === 'approval'),
    };
}
