import { getLocale, m } from '$lib/i18n';

/** What a form's action answered when it could not do what was asked. */
export interface Failure {
    refusals?: Partial<Record<string, string>>;
    retryAt?: string;
    message?: string;
}

/** Why the whole form was refused, in the reader's language; undefined where its fields say it. */
export function failureText(failure: Failure | null | undefined): string | undefined {
    if (failure?.retryAt) {
        const time = new Date(failure.retryAt).toLocaleTimeString(getLocale(), { timeStyle: 'short' });
        return m.auth_too_often({ time });
    }
    switch (failure?.message) {
        case 'wrong-credentials':
            return m.auth_wrong_credentials();
        case 'wrong-code':
            return m.auth_two_factor_wrong();
        case 'link-expired':
            return m.auth_link_expired();
        case 'passkey-failed':
            return m.auth_passkey_failed();
        case 'disabled':
        case 'suspended':
            return m.auth_barred_disabled();
        case 'unapproved':
            return m.auth_barred_unapproved();
        case 'unconfirmed':
            return m.auth_barred_unconfirmed();
        default:
            return failure?.message;
    }
}
