import { fetchPerson, moveAccount, takeMoveBack } from '$lib/server/domain/accounts';
import { isOwnPassword } from '$lib/server/domain/users';
import { Unprocessable } from '$lib/server/errors';
import { endpoint, spend } from '$lib/server/http';

/**
 * Leads a member's followers to another account, as GoToSocial's clients ask for it: `password` and `moved_to_uri`. An
 * empty address takes it back.
 */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, input }) => {
    const target = input.emptyableText('moved_to_uri', { max: 2_048 });
    if (target === undefined) throw new Unprocessable('Validation failed: moved_to_uri is required');
    await spend('password-check', viewer.userId);
    if (!(await isOwnPassword(db, viewer.userId, input.text('password', { max: 1_024 }) ?? '')))
        throw new Unprocessable('Validation failed: The password is not right');
    if (target === '') await takeMoveBack(db, viewer);
    else await moveAccount(db, viewer, await fetchPerson(db, target));
    return new Response('{}', {
        status: 202,
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
    });
});
