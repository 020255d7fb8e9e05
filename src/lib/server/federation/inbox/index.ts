export { INBOUND_ASKING, inboundAskingJob, inboundJob } from './dispatch';
export { forgetActivities } from './forget-activities';
export { FORWARDED, forwardedJob } from './forwarded';
export { receiveActivity } from './receive';
