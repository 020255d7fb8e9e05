import { sql, type SQL } from 'drizzle-orm';

/** On rows `a` of accounts: somebody of a domain that moderators suspended, or of one below it, by their handle or id. */
export function isOfSuspendedDomain(domain: string): SQL {
    const below = `.${domain}`;
    const isIn = (host: SQL) => sql`(${host} = ${domain} or split_part(${host}, ':', 1) = ${domain}
        or right(split_part(${host}, ':', 1), ${below.length}::int) = ${below})`;
    return sql`a.suspended_by = 'domain'
        and exists (select 1 from domain_policies p where p.domain = ${domain} and p.severity = 'suspend')
        and (${isIn(sql`a.domain`)} or ${isIn(sql`split_part(a.uri, '/', 3)`)})`;
}
