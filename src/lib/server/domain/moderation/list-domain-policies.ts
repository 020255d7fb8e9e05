import { asc } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { domainPolicies } from '../../db/schema';
import type { DomainPolicy } from './domain-policy';

/** Everything that was decided about domains, by name. */
export function listDomainPolicies(db: Queryable): Promise<DomainPolicy[]> {
    return db.select().from(domainPolicies).orderBy(asc(domainPolicies.domain));
}
