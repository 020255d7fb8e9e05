export { changePassword, setPassword } from './change-password';
export { beginProof, deleteExpiredProofs, findBegunProof, finishProof } from './begun-proofs';
export { changeEmail, isConfirmed, resendConfirmation } from './change-email';
export { confirmEmail, mustConfirm, type Confirmation } from './confirm-email';
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
export { findActingViewer } from './find-acting-viewer';
export { findMember, listMembers, type Member } from './find-member';
export { forgetUnconfirmed } from './forget-unconfirmed';
export { DEVICE_DAYS, forgetOldDevices, recogniseDevice } from './known-devices';
export { isFromOwnPage } from './is-from-own-page';
export { MembershipRefused, type Refusal, type Refusals } from './member-fields';
export {
    findClaimOfAddress,
    findMailRecipient,
    findOwnerOfAddress,
    type MailRecipient,
} from './mail-recipients';
export { newMailToken } from './mail-tokens';
export { modifyMember, type MemberChanges } from './modify-member';
export {
    addPasskey,
    beginPasskey,
    beginPasskeySignIn,
    findPasskeyOwner,
    listPasskeys,
    removePasskey,
    renamePasskey,
    type Passkey,
} from './passkeys';
export { hashPassword, PASSWORD_LENGTH, verifyPassword } from './passwords';
export { findAppearance, keepAppearance } from './appearance';
export { recordActivity } from './record-activity';
export { isResetToken, resetPassword } from './reset-password';
export { revokeAccess, revokeOtherAccess, type Access } from './revoke-access';
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
export {
    findBarrier,
    findSignInCandidate,
    isOwnPassword,
    isTheirPassword,
    type SignInCandidate,
} from './sign-in';
export {
    beginTwoFactor,
    disableTwoFactor,
    enableTwoFactor,
    findBegunTwoFactor,
    findTwoFactor,
    renewRecoveryCodes,
    resetTwoFactor,
    useSecondStep,
    type TotpKey,
} from './two-factor';
export { signUp, type SignUp } from './sign-up';
