import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { accounts, statuses } from '../../db/schema';
import { emit } from '../../events';
import { audienceRules } from './audiences';

/** Lets a reply that waited appear: it counts and goes where it belongs from now on. Once is enough. */
export async function letThrough(tx: Transaction, statusId: string): Promise<void> {
    const [reply] = await tx
        .update(statuses)
        .set({ awaitsApproval: false })
        .where(and(eq(statuses.id, statusId), eq(statuses.awaitsApproval, true)))
        .returning();
    if (!reply) return;
    const { open, counted } = audienceRules[reply.visibility];
    if (open && reply.inReplyToId !== null)
        await tx
            .update(statuses)
            .set({ repliesCount: sql`${statuses.repliesCount} + 1` })
            .where(eq(statuses.id, reply.inReplyToId));
    if (counted)
        await tx
            .update(accounts)
            .set({ statusesCount: sql`${accounts.statusesCount} + 1` })
            .where(eq(accounts.id, reply.accountId));
    await emit(tx, { type: 'status.created', statusId });
}
