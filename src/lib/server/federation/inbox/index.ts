export { INBOUND_ASKING, inboundAskingJob, inboundJob } from './dispatch';
export { FORWARDED, forwardedJob } from './forwarded';
export { INBOUND } from './keep-activity';
export { receiveActivity } from './receive';
