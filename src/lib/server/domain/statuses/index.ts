export { askPermission } from './ask-permission';
export { audienceRules } from './audiences';
export { claimIdempotencyKey, withdrawIdempotencyKey } from './claim-idempotency-key';
export { bookmarkStatus } from './bookmark-status';
export { boostStatus, type BoostOptions } from './boost-status';
export { buryStatus } from './bury-status';
export { deleteStatus } from './delete-status';
export {
    AUDIENCES,
    MOST_CHARACTERS,
    type Audience,
    type Content,
    type ContentType,
    type Draft,
    type MediaChange,
    type Revision,
} from './draft';
export { editStatus } from './edit-status';
export { favouriteStatus } from './favourite-status';
export { findAddressees } from './find-addressees';
export { forgetAccount } from './forget-account';
export { forgetIdempotencyKeys, forgetTombstones } from './forget-spent';
export { findByUri, findQuotedBy, isBuried } from './find-by-uri';
export {
    canSee,
    findActedOnId,
    findActedOnStatus,
    findOwnStatus,
    findVisibleStatus,
    type StatusRow,
} from './find-visible-status';
export { holdersOfStatus } from './holders-of-status';
export { boostedNotHiddenFrom, isWelcomeTo, notHiddenFrom } from './hidden';
export { keepOriginCounts } from './keep-origin-counts';
export { letThrough } from './let-through';
export { insertStatus, type Named } from './insert-status';
export { ENDING_POLLS, openPoll, replacePoll, type EndingPoll, type PollChange } from './keep-poll';
export { checkPoll, POLL_LIMITS, type PollDraft } from './poll-draft';
export {
    dependsOnStanding,
    permissionFor,
    QUOTE_POLICIES,
    ruleFor,
    type Permission,
    type QuotePolicy,
    type Standing,
} from './interaction-policy';
export { mayInteract } from './may-interact';
export { keepPin, MOST_PINS, MOST_REMOTE_PINS, pinStatus, removePin, unpinStatus } from './pin-status';
export { muteThread, unmuteThread } from './mute-thread';
export { isVisibleWith, outlookOf, type Outlook, type OutlookPost } from './outlook';
export { postStatus } from './post-status';
export { prepareDraft, writePost, type PreparedDraft } from './write-post';
export { stampUri } from './quote-stamp';
export { receiveStatus } from './receive-status';
export { findOffered, refreshStatus, resolveStatus } from './resolve-status';
export { threadOf, type AnswerCounts, type Thread } from './thread-of';
export { touchesOf, type Touch } from './touches';
export { UnexpectedMentions } from './unexpected-mentions';
export { unbookmarkStatus } from './unbookmark-status';
export { unboostStatus } from './unboost-status';
export { unfavouriteStatus } from './unfavourite-status';
export { whoBoosted, whoFavourited, type Reaction } from './who-reacted';
export { isVisible, visibleTo, type Sight } from './visibility';
