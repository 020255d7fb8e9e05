export { findMember } from './find-member';
export {
    forgetActivities,
    FORWARDED,
    forwardedJob,
    INBOUND_ASKING,
    inboundAskingJob,
    inboundJob,
    receiveActivity,
} from './inbox';
export { negotiatePages } from './negotiate-pages';
export { answerActivity, servesActivity } from './serve';
export { serveActor, serveInstanceActor, serveInstanceOutbox } from './serve-actor';
export {
    serveFeatured,
    serveFeaturedTags,
    serveFollowers,
    serveFollowing,
    serveOutbox,
} from './serve-collections';
export { serveEmoji } from './serve-emoji';
export { serveQuoteAuthorization } from './serve-quote-authorization';
export { serveContext, serveLikes, serveReplies, serveShares } from './serve-around';
export { serveSynchronization } from './serve-synchronization';
export { serveNote, serveStatusActivity } from './serve-status';
export { serveHostMeta, serveNodeinfo, serveNodeinfoLinks, serveWebfinger } from './serve-discovery';
