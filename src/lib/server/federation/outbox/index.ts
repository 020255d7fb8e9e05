export { forgetDeadDeliveries } from './bury';
export { startDeliveries, stopDeliveries, runDeliveries } from './deliver';
export { enqueueActivity, PRIORITY, SERVER, type OutgoingActivity } from './enqueue';
export { reviveHost } from './host-health';
export { findPair, findSigningActor, mentionedIds } from './people';
export { everyServersInbox, followerInboxes, inboxesOf, inboxesOfStatus } from './recipients';
