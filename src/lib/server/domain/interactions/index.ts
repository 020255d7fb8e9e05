export { changeDefaultPolicies, type DefaultPolicies } from './change-default-policies';
export { authorizeRequest, rejectRequest } from './decide';
export { findRequest, listRequests, type InteractionRequest, type RequestFilter } from './requests';
