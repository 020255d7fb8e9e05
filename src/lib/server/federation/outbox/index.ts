export { startDeliveries, stopDeliveries, runDeliveries } from './deliver';
export { enqueueActivity, type OutgoingActivity } from './enqueue';
export { reviveHost } from './host-health';
export { followerInboxes, inboxesOf } from './recipients';
