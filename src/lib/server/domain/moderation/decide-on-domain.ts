import { eq, sql } from 'drizzle-orm';
import { inTransaction, newId, type Database, type Transaction } from '../../db';
import { deliveries, domainPolicies, moderationLog } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import { normaliseDomain } from './domain-name';
import type { DomainPolicy } from './domain-policy';
import { lockDecisions, markPeople } from './mark-people';

/** What is decided about a domain and everything below it. */
export type DomainDecision = Pick<DomainPolicy, 'severity'> &
    Partial<
        Pick<
            DomainPolicy,
            'rejectsMedia' | 'rejectsReports' | 'publicComment' | 'privateComment' | 'obfuscated'
        >
    >;

/** Who decides; null is the operator's command line. */
interface Decider {
    actorId: string | null;
}

/**
 * Decides about a domain and all below it, from this moment on: at the door, before every request, in what is sent and
 * in what is shown. The latest decision counts as a whole. What was owed to a domain that is suspended is dropped.
 * @throws Unprocessable for what is no domain, and for this community's own.
 */
export function decideOnDomain(
    db: Database,
    domain: string,
    decision: DomainDecision,
    { actorId }: Decider,
): Promise<DomainPolicy> {
    const name = normaliseDomain(domain);
    return inTransaction(db, async (tx) => {
        const values = {
            rejectsMedia: false,
            rejectsReports: false,
            publicComment: '',
            privateComment: '',
            obfuscated: false,
            ...decision,
        };
        const [policy] = await tx
            .insert(domainPolicies)
            .values({ domain: name, id: newId(), ...values })
            .onConflictDoUpdate({ target: domainPolicies.domain, set: values })
            .returning();
        if (!policy) throw new Error('PostgreSQL answered an insert without a row');
        await writeDown(tx, { actorId, action: `domain-${policy.severity}`, domain: name });
        await reconsiderDomains(tx, name);
        return policy;
    });
}

/**
 * Forgets what was decided about a domain. Who was hidden is shown again; follows that ended stay ended.
 * @throws NotFound where nothing was decided; Unprocessable for what is no domain.
 */
export function forgetDomainDecision(db: Database, domain: string, { actorId }: Decider): Promise<void> {
    const name = normaliseDomain(domain);
    return inTransaction(db, async (tx) => {
        const gone = await tx
            .delete(domainPolicies)
            .where(eq(domainPolicies.domain, name))
            .returning({ id: domainPolicies.id });
        if (gone.length === 0) throw new NotFound();
        await writeDown(tx, { actorId, action: 'domain-forgotten', domain: name });
        await reconsiderDomains(tx, name);
    });
}

/** Brings everybody to what is decided now, about `domain` or (null) about all of them together. */
export async function reconsiderDomains(tx: Transaction, domain: string | null): Promise<void> {
    await lockDecisions(tx);
    await markPeople(tx);
    await tx.delete(deliveries).where(sql`is_refused_domain(${deliveries.host})`);
    await emit(tx, { type: 'domain.judged', domain });
}

async function writeDown(
    tx: Transaction,
    { actorId, action, domain }: { actorId: string | null; action: string; domain: string },
): Promise<void> {
    await tx
        .insert(moderationLog)
        .values({ id: newId(), actorId, action, targetType: 'domain', targetId: domain, label: domain });
}
