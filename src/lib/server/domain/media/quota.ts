import { sql } from 'drizzle-orm';
import { writeByteSize } from '$lib/text';
import { prepared, type Queryable } from '../../db';
import { isRoleName, ROLE_IDS } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { INSTANCE_SETTINGS, readAllowance } from '../instance';
import type { Actor } from '../users';

/** What a member keeps here and may keep, in bytes. */
export interface Quota {
    used: number;
    files: number;
    /** Null is without end. */
    allowed: number | null;
}

interface QuotaRow {
    used: number;
    files: number;
    quota: number | null;
    roleId: string | null;
    uploads: unknown;
}

const quotas = prepared<QuotaRow, { accountId: string }>(
    (parameter) => sql`
        select (a.avatar_bytes + a.header_bytes + kept.bytes)::float8 as used,
            (kept.files + (a.avatar_bytes > 0)::int + (a.header_bytes > 0)::int)::int as files,
            u.upload_quota::float8 as quota, u.role_id::text as "roleId",
            (select value from settings where name = 'uploads') as uploads
        from accounts a join users u on u.account_id = a.id
        cross join lateral (
            select coalesce(sum(m.bytes), 0) as bytes, count(*) as files
            from media_attachments m where m.account_id = a.id) kept
        where a.id = ${parameter('accountId', 'bigint')}`,
);

/** What a member keeps here in files: those of posts, whether sent or not, and the pictures of their profile. */
export async function quotaOf(db: Queryable, { accountId }: Actor): Promise<Quota> {
    const [row] = await quotas(db, { accountId });
    if (!row) return { used: 0, files: 0, allowed: null };
    return { used: row.used, files: row.files, allowed: allowanceOf(row) };
}

/**
 * Asks whether a member may keep `bytes` more. In the transaction that writes down what they then keep, others of the
 * same member wait for its end, so that two at once do not both take the last room.
 * @throws Unprocessable with what they keep and may keep.
 */
export async function checkQuota(db: Queryable, actor: Actor, bytes: number): Promise<void> {
    await db.execute(
        sql`select pg_advisory_xact_lock(hashtextextended('uploads ' || ${actor.accountId}::text, 0))`,
    );
    const { used, allowed } = await quotaOf(db, actor);
    if (allowed === null || used + bytes <= allowed) return;
    throw new Unprocessable(
        `Validation failed: You keep ${writeByteSize(used)} of the ${writeByteSize(allowed)} of files that you may keep here, and this needs ${writeByteSize(bytes)} more. Delete something that you need no longer, or ask the people who run this community for more room`,
        { used, allowed },
    );
}

/** What is decided about the member counts before what is about their role; other roles than the first four are members'. */
function allowanceOf({ quota, roleId, uploads }: QuotaRow): number | null {
    if (quota !== null) return quota < 0 ? null : quota;
    const { read, fallback } = INSTANCE_SETTINGS.uploads;
    const allowances = (read(uploads) ?? fallback).flatMap((text) => readAllowance(text) ?? []);
    const role =
        Object.keys(ROLE_IDS).find((name) => isRoleName(name) && ROLE_IDS[name] === roleId) ?? 'member';
    return allowances.find((allowance) => allowance.role === role)?.bytes ?? null;
}
