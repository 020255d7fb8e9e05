export { MOST_REACTIONS, reactToStatus } from './react-to-status';
export { readEmoji, readRemoteEmoji, type ReactionEmoji } from './read-emoji';
export { takeBackReaction } from './take-back-reaction';
export { whoReacted, type Reacted } from './who-reacted';
