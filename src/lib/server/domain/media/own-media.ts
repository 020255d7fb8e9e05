import { and, eq } from 'drizzle-orm';
import { isId, type Queryable } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';

/** A file as it is kept. */
export type MediaRecord = typeof mediaAttachments.$inferSelect;

/** The condition by which a file is the actor's own. */
export function isOwn({ accountId }: Actor, id: string) {
    return and(eq(mediaAttachments.id, id), eq(mediaAttachments.accountId, accountId));
}

/** @throws NotFound also for somebody else's file. */
export async function findOwnMedia(db: Queryable, actor: Actor, id: string): Promise<MediaRecord> {
    const [file] = isId(id) ? await db.select().from(mediaAttachments).where(isOwn(actor, id)) : [];
    if (!file) throw new NotFound();
    return file;
}
