export { changePassword, setPassword } from './change-password';
export {
    createMember,
    createOwner,
    generatePassword,
    hasMembers,
    type CreatedMember,
    type NewMember,
} from './create-member';
export { deleteMember } from './delete-member';
export { findEndedAccess, type HeldAccess } from './find-ended-access';
export { forgetMailTokens } from './forget-mail-tokens';
export { findMember, listMembers, type Member } from './find-member';
export { isFromOwnPage } from './is-from-own-page';
export { MembershipRefused, type Refusal, type Refusals } from './member-fields';
export { modifyMember, type MemberChanges } from './modify-member';
export { hashPassword, PASSWORD_LENGTH, verifyPassword } from './passwords';
export { recordActivity } from './record-activity';
export { revokeAccess, type Access } from './revoke-access';
export {
    findRole,
    isRoleName,
    listRoles,
    mayDo,
    PERMISSIONS,
    ROLE_IDS,
    type Permission,
    type RoleName,
} from './roles';
export {
    deleteExpiredSessions,
    findSessionPrincipal,
    listSessions,
    openSession,
    readSessionToken,
    sessionCookie,
    type OpenSession,
    type SessionCookie,
} from './sessions';
export type { Actor, Barrier, Principal, Viewer } from './viewer';
export { viewerColumns, viewerOf, type ViewerRow } from './viewer-row';
export { findSignInCandidate, isTheirPassword, type SignInCandidate } from './sign-in';
export { signUp, type SignUp } from './sign-up';
