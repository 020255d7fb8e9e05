import { redirect, type Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { changePassword } from '$lib/server/domain/users';
import { failForm, readInput, spend, startBrowserSession } from '$lib/server/http';
import type { PageServerLoad } from './$types';

const SIGN_IN_FIRST = '/auth/sign-in?next=/auth/password';

/** Who changes a password here: a member, or one who has not chosen their first yet. */
function changerOf({ viewer, barred }: App.Locals) {
    if (viewer) return { viewer, first: false };
    if (barred?.reason === 'password-not-own') return { viewer: barred.viewer, first: true };
    redirect(303, SIGN_IN_FIRST);
}

export const load: PageServerLoad = ({ locals }) => {
    const { viewer, first } = changerOf(locals);
    return { username: viewer.username, first };
};

export const actions: Actions = {
    default: async (event) => {
        const { viewer } = changerOf(event.locals);
        try {
            const input = await readInput(event.request, event.url);
            await spend('password-check', viewer.userId);
            await changePassword(database(), viewer.userId, {
                current: input.text('current') ?? '',
                password: input.text('password') ?? '',
            });
            await startBrowserSession(event, viewer.userId);
            redirect(303, '/');
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
