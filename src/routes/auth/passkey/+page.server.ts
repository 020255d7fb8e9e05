import { redirect, type Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { beginPasskeySignIn, findBarrier, findPasskeyOwner } from '$lib/server/domain/users';
import { Forbidden } from '$lib/server/errors';
import {
    addressKey,
    clientAddress,
    failForm,
    localPath,
    passkeyAnswer,
    readInput,
    spend,
    startBrowserSession,
} from '$lib/server/http';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ next: localPath(url.searchParams.get('next')) });

export const actions: Actions = {
    /** The challenge; the sign-in page asks for one as well, to offer passkeys beside names. */
    begin: async (event) => {
        try {
            await spend('guest', addressKey(clientAddress(event)));
            return { options: JSON.stringify(await beginPasskeySignIn(database())) };
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
    finish: async (event) => {
        try {
            const db = database();
            await spend('sign-in', `from ${addressKey(clientAddress(event))}`);
            const input = await readInput(event.request, event.url);
            const userId = await findPasskeyOwner(db, passkeyAnswer(input));
            const barrier = await findBarrier(db, userId);
            if (barrier && barrier !== 'password-not-own') throw new Forbidden(barrier);
            await startBrowserSession(event, userId);
            redirect(303, localPath(event.url.searchParams.get('next')));
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
