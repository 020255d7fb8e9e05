import type { Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { isResetToken, resetPassword } from '$lib/server/domain/users';
import { sendMail } from '$lib/server/mail';
import { failForm, readInput, showAsPage, spendMailRequest } from '$lib/server/http';
import type { PageServerLoad } from './$types';

/** With a token of a mail: whether it still holds. */
export const load: PageServerLoad = async ({ url, locals }) => {
    const token = url.searchParams.get('token');
    if (token === null) return { step: 'ask' as const };
    const holds = await isResetToken(database(), token).catch((thrown: unknown) =>
        showAsPage(thrown, locals.requestId),
    );
    return { step: holds ? ('choose' as const) : ('expired' as const), token };
};

export const actions: Actions = {
    /** Sends the link. The answer is the same whoever has the address, or nobody. */
    ask: async (event) => {
        try {
            const input = await readInput(event.request, event.url);
            const email = input.text('email', { max: 320 })?.trim() ?? '';
            await spendMailRequest(event, email);
            await sendMail(database(), { about: 'password-reset', email });
            return { done: 'sent' as const };
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
    /** Sets the password; signing in is another step, with a second factor where there is one. */
    choose: async (event) => {
        try {
            const input = await readInput(event.request, event.url);
            const token = input.text('token', { max: 200 }) ?? '';
            await resetPassword(database(), token, input.text('password') ?? '');
            return { done: 'changed' as const };
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
