export { domainPolicy, isDomainSuspended, type DomainSeverity } from './domain-policy';
