import { m } from '$lib/i18n';

/** Why a field was refused, in the reader's language; the codes are those of the API. */
export function refusalText(refusal: string | undefined): string | undefined {
    switch (refusal) {
        case undefined:
            return undefined;
        case 'ERR_BLANK':
            return m.auth_refused_blank();
        case 'ERR_TAKEN':
            return m.auth_refused_taken();
        case 'ERR_RESERVED':
            return m.auth_refused_reserved();
        case 'ERR_TOO_SHORT':
            return m.auth_refused_too_short();
        case 'ERR_TOO_LONG':
            return m.auth_refused_too_long();
        case 'ERR_ACCEPTED':
            return m.auth_refused_accepted();
        case 'ERR_BLOCKED':
            return m.auth_refused_blocked();
        default:
            return m.auth_refused_invalid();
    }
}
