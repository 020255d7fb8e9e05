import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import type { domainPolicies } from '../../db/schema';

export type DomainPolicy = typeof domainPolicies.$inferSelect;
export type DomainSeverity = DomainPolicy['severity'];

/**
 * Whether nothing may come from, go to or be shown of any of these hosts: moderators suspended it, or a domain above it;
 * or it is not among those that are listed, where the community speaks with those alone.
 */
export async function isDomainRefused(db: Queryable, ...hosts: string[]): Promise<boolean> {
    const [row] = await db.execute<{ refused: boolean }>(sql`
        select coalesce(bool_or(is_refused_domain(host)), false) as refused
        from unnest(${sql.param(hosts)}::text[]) as host`);
    return row?.refused ?? false;
}

/** Whether pictures and files of a host are not fetched: it is refused, or its media are. */
export async function isMediaRefused(db: Queryable, host: string): Promise<boolean> {
    const [row] = await db.execute<{ refused: boolean }>(sql`
        select is_refused_domain(${host})
            or coalesce((select rejects_media from domain_policy_of(${host})), false) as refused`);
    return row?.refused ?? false;
}

/** Whether reports from a host are not read. */
export async function areReportsRefused(db: Queryable, host: string): Promise<boolean> {
    const [row] = await db.execute<{ refused: boolean }>(sql`
        select coalesce((select rejects_reports from domain_policy_of(${host})), false) as refused`);
    return row?.refused ?? false;
}
