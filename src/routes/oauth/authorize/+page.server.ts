import { error, redirect, type Actions, type RequestEvent } from '@sveltejs/kit';
import { database } from '$lib/server/db';
import {
    checkAuthorization,
    grantCode,
    originOfReturn,
    OUT_OF_BAND,
    returnAddress,
    type AuthorizationRequest,
} from '$lib/server/domain/oauth';
import { failForm, Input, readInput, showAsPage } from '$lib/server/http';
import type { PageServerLoad } from './$types';

/** The request in the address, if it may be put before somebody; everything else ends here. */
async function requestOf(event: Pick<RequestEvent, 'url' | 'request'>): Promise<AuthorizationRequest> {
    // Only the address counts: what a form says beside it was not shown to anybody.
    const asked = new Input(Object.fromEntries(event.url.searchParams));
    const checked = await checkAuthorization(database(), {
        responseType: asked.text('response_type'),
        clientId: asked.text('client_id'),
        redirectUri: asked.text('redirect_uri'),
        scope: asked.text('scope'),
        state: asked.text('state'),
        codeChallenge: asked.text('code_challenge'),
        codeChallengeMethod: asked.text('code_challenge_method'),
    });
    if (checked.kind === 'refuse') error(400, checked.message);
    if (checked.kind === 'return') redirect(303, checked.address);
    return checked.request;
}

/** Consent is asked every time: what an app got before says nothing about what it asks for now. */
export const load: PageServerLoad = async (event) => {
    const { app, redirectUri, scopes } = await requestOf(event).catch((thrown: unknown) =>
        showAsPage(thrown, event.locals.requestId),
    );
    const { viewer } = event.locals;
    const forced = event.url.searchParams.get('force_login') === 'true';
    if (!viewer || forced) redirect(303, signInAddress(event.url, { again: forced }));
    event.locals.formTarget = originOfReturn(redirectUri);
    return {
        app: { name: app.name, website: app.website },
        scopes,
        username: viewer.username,
        returnsTo: originOfReturn(redirectUri) ?? null,
        otherAccount: signInAddress(event.url, { again: true }),
    };
};

export const actions: Actions = {
    default: async (event) => {
        try {
            const request = await requestOf(event);
            const { viewer } = event.locals;
            if (!viewer) redirect(303, signInAddress(event.url));
            const input = await readInput(event.request, event.url);
            const { redirectUri } = request;
            event.locals.formTarget = originOfReturn(redirectUri);
            if (input.text('decision') !== 'allow') {
                if (redirectUri === OUT_OF_BAND) redirect(303, '/');
                redirect(303, returnAddress(request, { error: 'access_denied' }));
            }
            const code = await grantCode(database(), viewer.userId, request);
            if (redirectUri === OUT_OF_BAND) return { code };
            redirect(303, returnAddress(request, { code }));
        } catch (thrown) {
            return failForm(thrown, {}, event.locals.requestId);
        }
    },
};

/** The way through signing in and back here; coming back must not ask again. */
function signInAddress(url: URL, { again = false } = {}): string {
    const back = new URL(url);
    back.searchParams.delete('force_login');
    const address = new URL('/auth/sign-in', url);
    address.searchParams.set('next', back.pathname + back.search);
    if (again) address.searchParams.set('again', '1');
    const language = url.searchParams.get('lang');
    if (language) address.searchParams.set('lang', language);
    return address.pathname + address.search;
}
