import { lt } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { mailTokens } from '../../db/schema';

/** Forgets links sent by mail that nobody can use any more; used ones are kept until then, to refuse them by name. */
export async function forgetMailTokens(db: Queryable): Promise<void> {
    await db.delete(mailTokens).where(lt(mailTokens.expiresAt, new Date()));
}
