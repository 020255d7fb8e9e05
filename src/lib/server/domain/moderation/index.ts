export { domainPolicy, isDomainSuspended, isOfSuspendedDomain, type DomainSeverity } from './domain-policy';
