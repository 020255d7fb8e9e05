import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db';
import { conversationMutes } from '../../db/schema';
import type { Viewer } from '../users';
import { findActedOnStatus, type StatusRow } from './find-visible-status';

/** Threads are named by their first status where their origin did not name them. */
const threadOfStatus = ({ conversationId, id }: StatusRow) => conversationId ?? id;

/**
 * No more notifications from the thread of status `id`.
 * @throws NotFound
 */
export async function muteThread(db: Database, viewer: Viewer, id: string): Promise<string> {
    const status = await findActedOnStatus(db, viewer, id);
    await db
        .insert(conversationMutes)
        .values({ accountId: viewer.accountId, conversationId: threadOfStatus(status) })
        .onConflictDoNothing();
    return status.id;
}

/** @throws NotFound */
export async function unmuteThread(db: Database, viewer: Viewer, id: string): Promise<string> {
    const status = await findActedOnStatus(db, viewer, id);
    await db
        .delete(conversationMutes)
        .where(
            and(
                eq(conversationMutes.accountId, viewer.accountId),
                eq(conversationMutes.conversationId, threadOfStatus(status)),
            ),
        );
    return status.id;
}
