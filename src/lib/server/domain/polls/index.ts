export { ANNOUNCED_COUNTS, announceCounts, type AnnouncedCounts } from './announce-counts';
export { endDuePolls, endPoll } from './end-poll';
export { findVisiblePoll, type VisiblePoll } from './find-visible-poll';
export { findVoteToSend, type VoteToSend } from './find-vote-to-send';
export { findLocalVoters, findRemoteVoters } from './find-voters';
export { receiveVote } from './receive-vote';
export { refreshPoll, REFRESHED_POLLS, refreshSoon, type RefreshedPoll } from './refresh-poll';
export { voteInPoll } from './vote-in-poll';
