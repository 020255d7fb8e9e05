export { acceptFollow } from './accept-follow';
export { AVERSIONS_CHANGED, findAversions, type Aversions } from './aversions';
export { blockAccount } from './block-account';
export { blockDomain, previewDomainBlock, type SeveredByDomain } from './block-domain';
export { endorseAccount } from './endorse-account';
export { findFamiliarFollowers, type FamiliarCircle } from './familiar-followers';
export { followerDigests } from './follower-digests';
export { FOLLOWER_CHECKS, followerCheckJob, type FollowerCheck } from './reconcile-followers';
export { followAccount, type FollowOptions, type FollowState } from './follow-account';
export { listBlockedDomains } from './list-blocked-domains';
export {
    listBlocked,
    listEndorsed,
    listFollowers,
    listFollowing,
    listFollowRequests,
    listMuted,
    type ListedPerson,
} from './list-people';
export { isInForce, muteAccount, type MuteOptions } from './mute-account';
export { concernsMembers, MOVED_TIES, movedTiesJob, moveTies } from './move-ties';
export { rejectFollow } from './reject-follow';
export { removeFollower } from './remove-follower';
export { endMutes } from './end-mutes';
export { setNote } from './set-note';
export { tiesAmong } from './ties-among';
export { recordLostPerson } from './record-lost-person';
export { recordSeverance } from './severances';
export { severSuspended, SUSPENDED_TIES, suspendedTiesJob } from './sever-suspended';
export { unblockAccount } from './unblock-account';
export { unblockDomain } from './unblock-domain';
export { unendorseAccount } from './unendorse-account';
export { unfollowAccount } from './unfollow-account';
export { unmuteAccount } from './unmute-account';
