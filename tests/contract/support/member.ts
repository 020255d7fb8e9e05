/** A member who acts through the API. */
import type { Status } from '$lib/mastodon-api/entities';
import type { Database } from '$lib/server/db';
import { ask } from '../../support/api-routes';
import { aToken, anAccount } from '../../support/factories';

type Account = Awaited<ReturnType<typeof anAccount>>;
type Method = Parameters<typeof ask>[0];

/** All that an app may ask of a member. */
export const SCOPES = ['read', 'write', 'follow', 'push', 'profile'];

export type Member = Awaited<ReturnType<typeof aMember>>;

/** Somebody who wants to be found, signed in. */
export async function aMember(db: Database, given: Partial<Account> = {}) {
    const account = await anAccount(db, { discoverable: true, indexable: true, ...given });
    const token = await aToken(db, account, SCOPES);
    /** Does something that must succeed. */
    async function act<T = { id: string }>(method: Method, path: string, json?: object): Promise<T> {
        const { status, body } = await ask<T>(method, path, { token, json });
        if (status !== 200) throw new Error(`${method} ${path} ${status}: ${JSON.stringify(body)}`);
        return body;
    }
    const post = (status: string, more: object = {}) =>
        act<Status>('POST', '/api/v1/statuses', { status, ...more });
    return { account, id: account.id, token, act, post };
}
