import { redirect, type Actions } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import { findBarrier, useSecondStep } from '$lib/server/domain/users';
import { Forbidden, Unprocessable } from '$lib/server/errors';
import {
    failForm,
    findSecondStep,
    finishSecondStep,
    localPath,
    readInput,
    showAsPage,
    spend,
    startBrowserSession,
} from '$lib/server/http';
import type { PageServerLoad } from './$types';

const signInAgain = (url: URL) =>
    `/auth/sign-in?again=1&next=${encodeURIComponent(localPath(url.searchParams.get('next')))}`;

export const load: PageServerLoad = async (event) => {
    const owed = await findSecondStep(event).catch((thrown: unknown) =>
        showAsPage(thrown, event.locals.requestId),
    );
    if (!owed) redirect(303, signInAgain(event.url));
    return { signInAgain: signInAgain(event.url) };
};

export const actions: Actions = {
    /** Takes the code that the password alone does not replace. */
    default: async (event) => {
        try {
            const db = database();
            const input = await readInput(event.request, event.url);
            const userId = await findSecondStep(event);
            if (!userId) redirect(303, signInAgain(event.url));
            await spend('second-step', userId);
            const code = input.text('code', { max: 100 }) ?? '';
            if (!(await useSecondStep(db, userId, code))) throw new Unprocessable('wrong-code');
            if (!(await finishSecondStep(event))) redirect(303, signInAgain(event.url));
            const barrier = await findBarrier(db, userId);
            if (barrier && barrier !== 'password-not-own') throw new Forbidden(barrier);
            await startBrowserSession(event, userId);
            redirect(303, localPath(event.url.searchParams.get('next')));
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};
