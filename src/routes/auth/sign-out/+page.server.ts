import { redirect, type Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { revokeAccess } from '$lib/server/domain/users';
import { endBrowserSession, failForm, readInput } from '$lib/server/http';

export const actions: Actions = {
    /** Signs this browser out; with `everywhere`, every other browser and every app too. */
    default: async (event) => {
        try {
            const input = await readInput(event.request, event.url);
            const member = event.locals.viewer ?? event.locals.barred?.viewer;
            if (member && input.flag('everywhere'))
                await revokeAccess(database(), member.userId, 'everything');
            await endBrowserSession(event);
            redirect(303, '/');
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
