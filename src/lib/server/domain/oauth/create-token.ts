import { eq } from 'drizzle-orm';
import { isScope } from '$lib/mastodon-api/scopes';
import { inTransaction, newId, type Queryable, type Transaction } from '../../db';
import { oauthApps } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { issueToken, type IssuedToken } from './issue-token';
import { OUT_OF_BAND } from './register-app';
import { hashToken, newSecret } from './secrets';

/**
 * Gives out an access token without anybody's consent, as only who runs the server may: the token, shown once.
 * Apps made here are told apart by their name.
 * @throws Unprocessable naming a scope that does not exist.
 */
export async function createToken(
    db: Queryable,
    { userId, scopes, appName }: { userId: string; scopes: string[]; appName: string },
): Promise<IssuedToken> {
    const unknown = scopes.find((scope) => !isScope(scope));
    if (unknown !== undefined || scopes.length === 0)
        throw new Unprocessable(`There is no scope "${unknown ?? ''}"`);
    return inTransaction(db, async (tx) => {
        const appId = await operatorsApp(tx, appName, scopes);
        return issueToken(tx, { appId, userId, scopes });
    });
}

async function operatorsApp(tx: Transaction, name: string, scopes: string[]): Promise<string> {
    const clientId = `operator:${name}`;
    await tx
        .insert(oauthApps)
        .values({
            id: newId(),
            clientId,
            // Nobody knows a secret of this hash, so that nobody can act as this app.
            secretHash: hashToken(newSecret()),
            name,
            redirectUris: [OUT_OF_BAND],
            scopes,
        })
        .onConflictDoNothing({ target: oauthApps.clientId });
    const [app] = await tx
        .select({ id: oauthApps.id })
        .from(oauthApps)
        .where(eq(oauthApps.clientId, clientId));
    if (!app) throw new Error('The app of the operator was neither found nor made');
    return app.id;
}
