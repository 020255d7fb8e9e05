import { createHash } from 'node:crypto';
import { asc, inArray } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { domainPolicies } from '../../db/schema';

/** A server this community limits, as it may be published. */
export interface LimitedDomain {
    /** Some letters of an obfuscated one are starred out. */
    domain: string;
    /** SHA-256 of the domain in hex, by which whoever knows it recognises it. */
    digest: string;
    severity: 'silence' | 'suspend';
    comment: string;
}

/** Every server this community limits, by name. */
export async function listLimitedDomains(db: Queryable): Promise<LimitedDomain[]> {
    const rows = await db
        .select()
        .from(domainPolicies)
        .where(inArray(domainPolicies.severity, ['silence', 'suspend']))
        .orderBy(asc(domainPolicies.domain));
    return rows.map(({ domain, severity, obfuscated, publicComment }) => ({
        domain: obfuscated ? starredOut(domain) : domain,
        digest: createHash('sha256').update(domain).digest('hex'),
        severity: severity === 'suspend' ? 'suspend' : 'silence',
        comment: publicComment,
    }));
}

/** The middle half of a domain as stars, its dots left standing. */
function starredOut(domain: string): string {
    const from = Math.floor(domain.length / 4);
    const to = domain.length - from;
    return Array.from(domain, (char, i) => (i >= from && i < to && char !== '.' ? '*' : char)).join('');
}
