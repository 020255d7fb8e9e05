import type { Actions, RequestEvent } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { database } from '$lib/server/db';
import {
    beginTwoFactor,
    disableTwoFactor,
    enableTwoFactor,
    findBegunTwoFactor,
    findTwoFactor,
    renewRecoveryCodes,
    type TotpKey,
} from '$lib/server/domain/users';
import { failForm, memberOf, readInput, showAsPage, spend, type Input } from '$lib/server/http';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
    const { userId, username } = memberOf(locals, url);
    const twoFactor = await findTwoFactor(database(), userId).catch((thrown: unknown) =>
        showAsPage(thrown, locals.requestId),
    );
    return { ...twoFactor, username };
};

/** Runs what a form asks for, for the member who signed in; passwords are guessed a few times at most. */
async function answer<T extends object>(
    event: RequestEvent,
    act: (userId: string, input: Input) => Promise<T>,
) {
    const { userId } = memberOf(event.locals, event.url);
    try {
        const input = await readInput(event.request, event.url);
        await spend('password-check', userId);
        return await act(userId, input);
    } catch (thrown) {
        return failForm(thrown, {}, event.locals.requestId);
    }
}

/** The key as a picture to scan and as text to type. */
function shownKey({ secret, uri }: TotpKey) {
    const picture = `data:image/svg+xml;base64,${Buffer.from(renderSVG(uri, { border: 2 })).toString('base64')}`;
    return { picture, secret, uri };
}

export const actions: Actions = {
    begin: (event) =>
        answer(event, async (userId, input) => ({
            key: shownKey(await beginTwoFactor(database(), userId, input.text('current') ?? '')),
        })),
    enable: async (event) => {
        const { userId } = memberOf(event.locals, event.url);
        const values: { key?: ReturnType<typeof shownKey> } = {};
        try {
            const input = await readInput(event.request, event.url);
            // Whoever was shown the key may try again with it; it is shown to nobody else.
            const begun = await findBegunTwoFactor(database(), userId);
            if (begun && begun.secret === input.text('secret', { max: 100 })) values.key = shownKey(begun);
            await spend('second-step', userId);
            return {
                codes: await enableTwoFactor(database(), userId, input.text('code', { max: 100 }) ?? ''),
            };
        } catch (thrown) {
            return failForm(thrown, values, event.locals.requestId);
        }
    },
    renew: (event) =>
        answer(event, async (userId, input) => ({
            codes: await renewRecoveryCodes(database(), userId, input.text('current') ?? ''),
        })),
    disable: (event) =>
        answer(event, async (userId, input) => {
            await disableTwoFactor(database(), userId, input.text('current') ?? '');
            return { disabled: true };
        }),
};
