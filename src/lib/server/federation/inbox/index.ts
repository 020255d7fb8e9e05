export { inboundJob } from './dispatch';
export { INBOUND } from './keep-activity';
export { receiveActivity } from './receive';
