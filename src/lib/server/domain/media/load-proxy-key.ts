import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db';
import { settings } from '../../db/schema';
import { useProxyKey } from '../../media';

const NAME = 'secret:media-proxy';

/** Gives this process the key that proxied addresses are signed with; the first process of a community makes it. */
export async function loadProxyKey(db: Database): Promise<void> {
    await db
        .insert(settings)
        .values({ name: NAME, value: randomBytes(32).toString('base64') })
        .onConflictDoNothing();
    const [row] = await db.select().from(settings).where(eq(settings.name, NAME));
    useProxyKey(Buffer.from(String(row?.value), 'base64'));
}
