import { findAdmitted } from '$lib/server/domain/accounts';
import { issueToken } from '$lib/server/domain/oauth';
import { signUp } from '$lib/server/domain/users';
import { Forbidden } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { presentAccounts, tokenEntity } from '$lib/server/serializers';

/** The accounts of `id[]`; unknown ones are left out. https://docs.joinmastodon.org/methods/accounts/#index */
export const GET = endpoint({ scope: 'read:accounts', access: 'public' }, async ({ db, viewer, input }) =>
    presentAccounts(db, viewer, await findAdmitted(db, input.list('id', { max: 40 }))),
);

/** Answers the new member's token; it can be used once their address is confirmed and they are approved. https://docs.joinmastodon.org/methods/accounts/#create */
export const POST = endpoint(
    { scope: 'write:accounts', access: 'app', limit: 'sign-up' },
    async ({ db, principal, input, address }) => {
        if (principal.kind !== 'app')
            throw new Forbidden('This method requires an client credentials authentication');
        const { appId, scopes } = principal;
        const { userId } = await signUp(db, {
            username: input.text('username') ?? '',
            email: input.text('email') ?? '',
            password: input.text('password') ?? '',
            agreement: input.flag('agreement') ?? false,
            reason: input.text('reason') ?? '',
            locale: input.text('locale', { max: 20 }) ?? 'en',
            ip: address,
            appId,
        });
        return tokenEntity(await issueToken(db, { appId, userId, scopes: [...scopes] }));
    },
);
