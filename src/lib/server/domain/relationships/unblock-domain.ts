import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db';
import { domainBlocks } from '../../db/schema';
import type { Actor } from '../users';
import { normaliseDomain } from '../moderation';

/**
 * Takes the refusal of a domain back. What was severed stays severed; none to take back is fine.
 * @throws Unprocessable for what is no domain.
 */
export async function unblockDomain(db: Database, actor: Actor, domain: string): Promise<void> {
    await db
        .delete(domainBlocks)
        .where(
            and(
                eq(domainBlocks.accountId, actor.accountId),
                eq(domainBlocks.domain, normaliseDomain(domain)),
            ),
        );
}
