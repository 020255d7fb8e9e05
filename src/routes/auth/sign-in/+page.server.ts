import { redirect, type Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { findSignInCandidate, isTheirPassword } from '$lib/server/domain/users';
import {
    askSecondStep,
    clientAddress,
    countSignIn,
    failForm,
    localPath,
    readInput,
    startBrowserSession,
} from '$lib/server/http';
import { Forbidden, Unprocessable } from '$lib/server/errors';
import type { PageServerLoad } from './$types';

/** `again` asks even those who are signed in, where an app wants them to be sure who they are. */
export const load: PageServerLoad = ({ locals, url }) => {
    const next = localPath(url.searchParams.get('next'));
    if (locals.viewer && !url.searchParams.has('again')) redirect(303, next);
    return { next };
};

export const actions: Actions = {
    default: async (event) => {
        const db = database();
        const values = { login: '' };
        try {
            const input = await readInput(event.request, event.url);
            const login = input.text('login', { max: 320 }) ?? '';
            values.login = login;
            const candidate = await findSignInCandidate(db, login);
            await countSignIn(db, { address: clientAddress(event), login, candidate });
            if (!(await isTheirPassword(candidate, input.text('password') ?? '')) || !candidate)
                throw new Unprocessable('wrong-credentials');
            // Told only to those who know the password: to all others the account looks like any other.
            if (candidate.barred) throw new Forbidden(candidate.barred);
            const next = localPath(event.url.searchParams.get('next'));
            if (candidate.twoFactor) {
                await askSecondStep(event, candidate.userId);
                redirect(303, `/auth/second-step?next=${encodeURIComponent(next)}`);
            }
            await startBrowserSession(event, candidate.userId);
            redirect(303, candidate.mustChangePassword ? '/auth/password' : next);
        } catch (thrown) {
            return failForm(thrown, values, event.locals.requestId);
        }
    },
};
