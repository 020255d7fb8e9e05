import type { Database } from '../../db';
import { Forbidden } from '../../errors';
import { instanceState } from '../instance';
import { mustConfirm } from './confirm-email';
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
    /** The app they join through. */
    appId?: string;
}

const REASON_LENGTH = 2_000;

/**
 * A stranger joins, as the community's settings allow: at once, once their address is proven, once a moderator has
 * approved. Whether somebody else has the address is told to nobody but its owner, by mail.
 * @throws Forbidden while nobody may join or their network is blocked, MembershipRefused with a reason for each field.
 */
export async function signUp(
    db: Database,
    form: SignUp,
): Promise<CreatedMember & { approved: boolean; confirmed: boolean }> {
    const { settings } = await instanceState(db);
    if (settings.registrations === 'closed') throw new Forbidden('Registrations are currently closed');
    const username = form.username.trim().toLowerCase();
    const email = form.email.trim();
    const { blocked, needsApproval } = await judgeSignUp(db, { username, email, ip: form.ip });
    if (blocked === 'ip') throw new Forbidden();
    const approved = settings.registrations === 'open' && !needsApproval;
    const confirmed = !mustConfirm(settings);
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
        confirmed,
        address: confirmed ? 'theirs-if-free' : 'to-be-proven',
        approved,
        signUpReason: reason,
        signUpIp: form.ip,
        appId: form.appId,
    });
    return { ...created, approved, confirmed };
}
