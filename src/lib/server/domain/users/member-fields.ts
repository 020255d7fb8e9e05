import type { ErrorBody, FieldError } from '$lib/mastodon-api/errors';
import { Unprocessable } from '../../errors';
import { PASSWORD_LENGTH } from './passwords';

/** Why a field of a sign-up was refused, in the words of the API. */
export type Refusal =
    | 'ERR_BLANK'
    | 'ERR_TAKEN'
    | 'ERR_INVALID'
    | 'ERR_RESERVED'
    | 'ERR_TOO_SHORT'
    | 'ERR_TOO_LONG'
    | 'ERR_ACCEPTED'
    | 'ERR_BLOCKED';

/** What went wrong, by field; the same names as the API's parameters. */
export type Refusals = Partial<
    Record<'username' | 'email' | 'current' | 'password' | 'agreement' | 'reason' | 'code', Refusal>
>;

const SENTENCES: Record<Refusal, string> = {
    ERR_BLANK: 'can’t be blank',
    ERR_TAKEN: 'has already been taken',
    ERR_INVALID: 'is invalid',
    ERR_RESERVED: 'is reserved',
    ERR_TOO_SHORT: 'is too short',
    ERR_TOO_LONG: 'is too long',
    ERR_ACCEPTED: 'must be accepted',
    ERR_BLOCKED: 'is not allowed here',
};

/** Names that would be mistaken for the community itself, for its staff or for a part of its addresses. */
const RESERVED = new Set(
    `abuse about account accounts actor admin administration administrator api atoll auth explore federation help here
    home inbox info instance login logout mail mailer moderation moderator moderators mods nodeinfo notifications oauth
    operator owner postmaster public register root search security server settings shell sign_in sign_up staff support
    sysadmin system tags team users webfinger webmaster well_known www`.split(/\s+/),
);

/** What stands before the @ and after it; no quotes, no lists, no routes (`%`, `!`): one address, one mailbox. */
const EMAIL =
    /^[a-z0-9#$&'*+/=?^_`{|}~-]+(\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const EMAIL_LENGTH = 254;
const LOCAL_PART_LENGTH = 64;

/** Why `username` (already in lower case) cannot be a member's; undefined when it can. The operator may use reserved ones. */
export function refusedUsername(username: string, { reserved = true } = {}): Refusal | undefined {
    if (username === '') return 'ERR_BLANK';
    if (username.length > 30) return 'ERR_TOO_LONG';
    if (!/^[a-z0-9_]+$/.test(username)) return 'ERR_INVALID';
    if (reserved && RESERVED.has(username)) return 'ERR_RESERVED';
    return undefined;
}

/** Why `email` cannot be an address to write to; undefined when it can. */
export function refusedEmail(email: string): Refusal | undefined {
    if (email === '') return 'ERR_BLANK';
    if (email.length > EMAIL_LENGTH || email.indexOf('@') > LOCAL_PART_LENGTH) return 'ERR_TOO_LONG';
    return EMAIL.test(email.toLowerCase()) ? undefined : 'ERR_INVALID';
}

/** Why `password` is not acceptable; undefined when it is. */
export function refusedPassword(password: string): Refusal | undefined {
    if (password === '') return 'ERR_BLANK';
    if (password.length < PASSWORD_LENGTH.min) return 'ERR_TOO_SHORT';
    return password.length > PASSWORD_LENGTH.max ? 'ERR_TOO_LONG' : undefined;
}

/** A membership was refused; `refusals` says why, field by field. */
export class MembershipRefused extends Unprocessable {
    override name = 'MembershipRefused';
    readonly refusals: Refusals;

    constructor(refusals: Refusals) {
        const entries = Object.entries(refusals);
        const details: Required<ErrorBody>['details'] = Object.fromEntries(
            entries.map(([field, error]): [string, FieldError[]] => [
                field,
                [{ error, description: SENTENCES[error] }],
            ]),
        );
        const list = entries.map(([field, error]) => `${field} ${SENTENCES[error]}`).join(', ');
        super(`Validation failed: ${list}`, { details });
        this.refusals = refusals;
    }
}

/** @throws MembershipRefused when anything was refused. */
export function refuseUnlessEmpty(refusals: { [K in keyof Refusals]: Refusals[K] | undefined }): void {
    const found = Object.fromEntries(Object.entries(refusals).filter(([, refusal]) => refusal));
    if (Object.keys(found).length > 0) throw new MembershipRefused(found);
}
