export { domainPolicy, isDomainSuspended, isOfSuspendedDomain, type DomainSeverity } from './domain-policy';
export { listLimitedDomains, type LimitedDomain } from './list-limited-domains';
