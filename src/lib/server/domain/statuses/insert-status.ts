import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { mentions, statuses, statusTags } from '../../db/schema';
import { keepHashtags } from '../hashtags';
import type { StatusRow } from './find-visible-status';
import { countStatus } from './status-counters';

/** Whom and what a new status names. */
export interface Named {
    mentions?: readonly { accountId: string; silent?: boolean }[];
    hashtags?: readonly { id: string; name: string }[];
}

/**
 * Writes a status of a member or of somebody elsewhere, with its mentions, hashtags and counts. Undefined where a status
 * with its `uri` is already here (or its author has boosted the same already). Emits nothing: whoever calls says what
 * happened.
 */
export async function insertStatus(
    tx: Transaction,
    values: typeof statuses.$inferInsert,
    { mentions: named = [], hashtags = [] }: Named = {},
): Promise<StatusRow | undefined> {
    const status = await insertRow(tx, values);
    if (!status) return undefined;
    await countStatus(tx, status);
    if (named.length > 0)
        await tx
            .insert(mentions)
            .values(named.map((entry) => ({ statusId: status.id, ...entry })))
            .onConflictDoNothing();
    const tagIds = await keepHashtags(tx, hashtags);
    if (tagIds.length > 0)
        await tx.insert(statusTags).values(tagIds.map((tagId) => ({ statusId: status.id, tagId })));
    return status;
}

/**
 * Writes the row. Ids carry the date a post brings along, and many servers tell it in whole seconds, so that two posts
 * of one moment may draw the same id: the later one takes the next that is free.
 */
async function insertRow(
    tx: Transaction,
    values: typeof statuses.$inferInsert,
): Promise<StatusRow | undefined> {
    const [status] = await tx.insert(statuses).values(values).onConflictDoNothing().returning();
    if (status) return status;
    const [holder] = await tx.select({ uri: statuses.uri }).from(statuses).where(eq(statuses.id, values.id));
    if (!holder || holder.uri === values.uri) return undefined;
    const id = String(BigInt(values.id) + 1n);
    const opensThread = values.conversationId === values.id;
    return insertRow(tx, { ...values, id, ...(opensThread && { conversationId: id }) });
}
