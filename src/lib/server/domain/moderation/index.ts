export {
    decideOnDomain,
    forgetDomainDecision,
    reconsiderDomains,
    type DomainDecision,
} from './decide-on-domain';
export { normaliseDomain } from './domain-name';
export {
    areReportsRefused,
    isDomainRefused,
    isMediaRefused,
    type DomainPolicy,
    type DomainSeverity,
} from './domain-policy';
export { listDomainPolicies } from './list-domain-policies';
export { listLimitedDomains, type LimitedDomain } from './list-limited-domains';
export { isOfSuspendedDomain } from './of-suspended-domain';
export { awaitDecisions, markPeople } from './mark-people';
