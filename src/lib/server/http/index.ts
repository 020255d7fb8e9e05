export { authenticate, isSameOrigin, principalOfCookie, type ActivePrincipal } from './authenticate';
export { addressKey, clientAddress } from './client-address';
export { endpoint, type Access, type Call, type Declaration, type Endpoint } from './endpoint';
export { forgive, refuseWhenSpent, spend, type Limit } from './rate-limit';
export { Input, readInput } from './read-input';
export { asShownError, respondWithError } from './respond-with-error';
export { cursorsOf, respondWithPage } from './respond-with-page';
