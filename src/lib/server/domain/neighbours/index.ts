export { admitHost } from './admit-host';
export {
    federationStatus,
    listDeadActivities,
    listHosts,
    type DeadActivity,
    type FederationStatus,
    type HostState,
} from './federation-status';
export { DELIVERIES_CHANNEL } from './owed';
export { INBOUND, type InboundJob } from './received';
export { retryFederation, type Retried } from './retry';
