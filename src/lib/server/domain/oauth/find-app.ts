import { eq } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { oauthApps } from '../../db/schema';
import { OauthError } from './oauth-error';
import { isSecretOf } from './secrets';

/** A client program. */
export type App = typeof oauthApps.$inferSelect;

/** The app of a row's id. */
export async function findApp(db: Queryable, id: string): Promise<App | undefined> {
    const [app] = await db.select().from(oauthApps).where(eq(oauthApps.id, id));
    return app;
}

/** The app of the id it was given when it registered. */
export async function findAppByClientId(db: Queryable, clientId: string): Promise<App | undefined> {
    const [app] = await db.select().from(oauthApps).where(eq(oauthApps.clientId, clientId));
    return app;
}

/**
 * The app that shows its own credentials.
 * @throws OauthError `invalid_client`
 */
export async function authenticateApp(
    db: Queryable,
    { clientId, secret }: { clientId?: string; secret?: string },
): Promise<App> {
    const app = clientId ? await findAppByClientId(db, clientId) : undefined;
    if (!app || (app.confidential && !(secret && isSecretOf(app.secretHash, secret))))
        throw new OauthError('invalid_client');
    return app;
}
