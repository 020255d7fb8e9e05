import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { inTransaction, newId, type Database } from '../../db';
import { accounts, domainBlocks, follows } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { normaliseDomain } from '../moderation';
import { lockAllPairs } from './pair';
import { severMany } from './sever-many';
import { recordSeverance } from './severances';

/** What a refusal of a domain would sever: the follows, by who follows whom. */
export interface SeveredByDomain {
    followers: number;
    following: number;
}

/**
 * `actor` refuses a whole domain: follows end in both directions, waiting questions are refused, and nothing of it
 * reaches them. What they lose by it is written down. Refusing it twice is refusing it once.
 * @throws Unprocessable for what is no domain, and for this community itself.
 */
export function blockDomain(db: Database, actor: Actor, domain: string): Promise<void> {
    const name = normaliseDomain(domain);
    return inTransaction(db, async (tx) => {
        const [added] = await tx
            .insert(domainBlocks)
            .values({ id: newId(), accountId: actor.accountId, domain: name })
            .onConflictDoNothing()
            .returning({ id: domainBlocks.id });
        if (!added) return;
        await lockAllPairs(tx, actor);
        const lost = await severMany(tx, actor, sql`a.domain = ${name}`);
        const { accountId } = actor;
        const about = { accountId, cause: 'own-domain-block', targetName: name } as const;
        const severanceId = await recordSeverance(tx, about, lost);
        await emit(tx, { type: 'account.blocked-domain', accountId, domain: name, severanceId });
    });
}

const people = alias(accounts, 'people');

/** What `blockDomain` would sever, to be shown before it is done. */
export async function previewDomainBlock(
    db: Database,
    actor: Actor,
    domain: string,
): Promise<SeveredByDomain> {
    const name = normaliseDomain(domain);
    const count = (person: typeof follows.accountId | typeof follows.targetId, self: typeof person) =>
        db
            .select({ count: sql<number>`count(*)::int` })
            .from(follows)
            .innerJoin(people, and(eq(people.id, person), eq(people.domain, name)))
            .where(eq(self, actor.accountId));
    const [[followers], [following]] = await Promise.all([
        count(follows.accountId, follows.targetId),
        count(follows.targetId, follows.accountId),
    ]);
    return { followers: followers?.count ?? 0, following: following?.count ?? 0 };
}
