import type { Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { confirmEmail } from '$lib/server/domain/users';
import { sendMail } from '$lib/server/mail';
import { failForm, readInput, showAsPage, spendMailRequest } from '$lib/server/http';
import type { PageServerLoad } from './$types';

/** Opening the link of the mail confirms the address: it proves that the mail was read, and gives nobody access. */
export const load: PageServerLoad = async ({ url, locals }) => {
    const token = url.searchParams.get('token');
    if (token === null) return { state: 'ask' as const };
    const outcome = await confirmEmail(database(), token).catch((thrown: unknown) =>
        showAsPage(thrown, locals.requestId),
    );
    return { state: outcome === 'invalid' ? ('expired' as const) : ('confirmed' as const) };
};

export const actions: Actions = {
    /** Sends the link again. The answer is the same whether the address waits for it or not. */
    default: async (event) => {
        try {
            const input = await readInput(event.request, event.url);
            const email = input.text('email', { max: 320 })?.trim() ?? '';
            await spendMailRequest(event, email);
            await sendMail(database(), { about: 'confirmation-again', email });
            return { sent: true };
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
