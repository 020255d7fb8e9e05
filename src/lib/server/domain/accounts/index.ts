export { changeAliases } from './change-aliases';
export { fetchPerson } from './fetch-person';
export { findAccount, findAdmitted, isAdmitted, isListed, type AccountRow } from './find-account';
export { findFollowAsked } from './find-follow-asked';
export {
    instanceActorUri,
    instanceKeys,
    instanceProofKey,
    instanceSigner,
    instanceUsername,
} from './instance-actor';
export { lookUpAccount, readHandle } from './look-up-account';
export { memberColumns, type MemberActor } from './member-columns';
export { maySettleAnew, moveAccount, takeMoveBack } from './move-account';
export {
    fetchActor,
    findByHandle,
    findByUri,
    isOurs,
    keepActor,
    resolveActor,
    resolveHandle,
} from './resolve-account';
export { newProofKey, proofKeyOf, type ProofKey } from './proof-key';
export { rotateKeys } from './rotate-keys';
export { resolveKeyOwner } from './resolve-key-owner';
export { PROFILE_LIMITS } from './profile-limits';
export { checkNewLinks, checkOldLinks, LINK_CHECKS, linkCheckJob } from './verify-links';
export { removePicture } from './remove-picture';
export { repairPicture } from './repair-picture';
export { updateProfile, type ProfileChanges } from './update-profile';
export { storeRemoteAccount } from './store-remote-account';
