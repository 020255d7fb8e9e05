import { inArray, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { domainPolicies } from '../../db/schema';

export type DomainSeverity = (typeof domainPolicies.$inferSelect)['severity'];

/**
 * What moderators decided about `host`, or about the nearest domain above it; undefined where nothing was. A port
 * does not make another server of it.
 */
export async function domainPolicy(
    db: Queryable,
    host: string,
): Promise<typeof domainPolicies.$inferSelect | undefined> {
    const candidates = domainsAbove(host);
    const rows = await db.select().from(domainPolicies).where(inArray(domainPolicies.domain, candidates));
    return rows.sort((a, b) => b.domain.length - a.domain.length)[0];
}

/** Whether nothing may come from or go to `host`. */
export async function isDomainSuspended(db: Queryable, host: string): Promise<boolean> {
    return (await domainPolicy(db, host))?.severity === 'suspend';
}

/** `a.b.example` with what stands above it: `a.b.example`, `b.example`, `example`. */
function domainsAbove(host: string): string[] {
    const name = host.toLowerCase().replace(/:\d+$/, '');
    const labels = name.split('.').slice(-20);
    return [host.toLowerCase(), ...labels.map((_, index) => labels.slice(index).join('.'))];
}

/** The same as a condition, on a column that holds a host. */
export function isOfSuspendedDomain(host: SQL): SQL {
    const name = sql`split_part(${host}, ':', 1)`;
    return sql`exists (select 1 from domain_policies p where p.severity = 'suspend'
        and (p.domain in (${host}, ${name}) or ${name} like '%.' || p.domain))`;
}
