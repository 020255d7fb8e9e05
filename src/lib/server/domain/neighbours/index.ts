export { admitHost } from './admit-host';
export { listFailures, type Failure } from './failures';
export { federationStatus, type FederationStatus } from './federation-status';
export { listHosts, type HostState, type HostStanding } from './list-hosts';
export { introductionJob, INTRODUCTIONS, meetNeighbour, noteSeen } from './meet-neighbour';
export { DELIVERIES_CHANNEL } from './owed';
export { INBOUND, type InboundJob } from './received';
export { retryFederation, type Retried } from './retry';
