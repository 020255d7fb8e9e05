import type { Database } from '../../db';
import { Forbidden } from '../../errors';
import { instanceState } from '../instance';
import { createMember, type CreatedMember } from './create-member';
import { refusedEmail, refusedPassword, refusedUsername, refuseUnlessEmpty } from './member-fields';
import { judgeSignUp } from './sign-up-blocks';

/** What a stranger fills in. */
export interface SignUp {
    username: string;
    email: string;
    password: string;
    /** They agreed to the rules. */
    agreement: boolean;
    /** Why they want to join, where moderators decide. */
    reason: string;
    locale: string;
    ip: string;
}

const REASON_LENGTH = 2_000;

/**
 * A stranger joins, as the community's setting allows: at once, or once a moderator has approved. Addresses count as
 * confirmed, since no mail is sent.
 * @throws Forbidden while nobody may join or their network is blocked, MembershipRefused with a reason for each field.
 */
export async function signUp(db: Database, form: SignUp): Promise<CreatedMember & { approved: boolean }> {
    const { settings } = await instanceState(db);
    if (settings.registrations === 'closed') throw new Forbidden('Registrations are currently closed');
    const username = form.username.trim().toLowerCase();
    const email = form.email.trim();
    const { blocked, needsApproval } = await judgeSignUp(db, { username, email, ip: form.ip });
    if (blocked === 'ip') throw new Forbidden();
    const approved = settings.registrations === 'open' && !needsApproval;
    const reason = form.reason.trim();
    refuseUnlessEmpty({
        username: blocked === 'username' ? 'ERR_BLOCKED' : refusedUsername(username),
        email: blocked === 'email' ? 'ERR_BLOCKED' : refusedEmail(email),
        password: refusedPassword(form.password),
        agreement: form.agreement ? undefined : 'ERR_ACCEPTED',
        reason:
            reason.length > REASON_LENGTH
                ? 'ERR_TOO_LONG'
                : !approved && settings.reasonRequired && reason === ''
                  ? 'ERR_BLANK'
                  : undefined,
    });
    const created = await createMember(db, {
        username,
        email,
        password: form.password,
        locale: form.locale,
        confirmed: true,
        approved,
        signUpReason: reason,
        signUpIp: form.ip,
    });
    return { ...created, approved };
}
