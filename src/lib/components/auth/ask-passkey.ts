/** The browser's half of passkeys; what it needs of WebAuthn is fetched when somebody uses it. */
import { deserialize } from '$app/forms';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import type { Failure } from './failure-text';

/** The server did not give a challenge; `failure` says why. */
export class PasskeyRefused extends Error {
    readonly failure: Failure | undefined;

    constructor(failure: Failure | undefined) {
        super('The server gave no challenge');
        this.failure = failure;
    }
}

/** Asks a page's action for a challenge. @throws PasskeyRefused */
async function challengeOf<T>(action: string, form = new FormData()): Promise<T> {
    const answer = await fetch(action, {
        method: 'POST',
        body: form,
        headers: { 'x-sveltekit-action': 'true' },
    });
    const result = deserialize<{ options: string }, Failure & Record<string, unknown>>(await answer.text());
    if (result.type !== 'success' || !result.data)
        throw new PasskeyRefused(result.type === 'failure' ? result.data : undefined);
    return JSON.parse(result.data.options) as T;
}

/** Whether this browser knows passkeys, here: they need an encrypted address, or localhost. */
export async function knowsPasskeys(): Promise<boolean> {
    return (await import('@simplewebauthn/browser')).browserSupportsWebAuthn();
}

/**
 * Has a passkey sign in, and returns its answer as JSON. `beside` waits until somebody picks one where they would type
 * their name; undefined where the browser does not do that.
 */
export async function askPasskey(options: { beside?: boolean } = {}): Promise<string | undefined> {
    const { browserSupportsWebAuthnAutofill, startAuthentication } = await import('@simplewebauthn/browser');
    if (options.beside && !(await browserSupportsWebAuthnAutofill())) return undefined;
    const optionsJSON =
        await challengeOf<Parameters<typeof startAuthentication>[0]['optionsJSON']>('/auth/passkey?/begin');
    return JSON.stringify(await startAuthentication({ optionsJSON, useBrowserAutofill: options.beside }));
}

/** Has the browser make a passkey for the member whose password is in `form`, and returns it as JSON. */
export async function makePasskey(form: FormData): Promise<string> {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const optionsJSON = await challengeOf<PublicKeyCredentialCreationOptionsJSON>('?/begin', form);
    return JSON.stringify(await startRegistration({ optionsJSON }));
}
