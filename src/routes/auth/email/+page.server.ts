import type { Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { changeEmail, findMailRecipient } from '$lib/server/domain/users';
import { failForm, memberOf, readInput, showAsPage, spend } from '$lib/server/http';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
    const { userId, username } = memberOf(locals, url);
    const found = await findMailRecipient(database(), userId).catch((thrown: unknown) =>
        showAsPage(thrown, locals.requestId),
    );
    return { username, email: found?.email ?? null };
};

export const actions: Actions = {
    default: async (event) => {
        const { userId } = memberOf(event.locals, event.url);
        const values = { email: '' };
        try {
            const input = await readInput(event.request, event.url);
            values.email = input.text('email', { max: 1_000 }) ?? '';
            await spend('password-check', userId);
            await spend('mail-to', values.email.trim().toLowerCase());
            const { waits } = await changeEmail(database(), userId, {
                current: input.text('current') ?? '',
                email: values.email,
            });
            return { values, done: waits ? 'waits' : 'changed' };
        } catch (thrown) {
            return failForm(thrown, values, event.locals.requestId);
        }
    },
};
