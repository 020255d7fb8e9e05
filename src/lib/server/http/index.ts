export { authenticate, isSameOrigin, principalOfCookie, type ActivePrincipal } from './authenticate';
export { endpoint, type Access, type Call, type Declaration, type Endpoint } from './endpoint';
export { Input, readInput } from './read-input';
export { asShownError, respondWithError } from './respond-with-error';
export { cursorsOf, respondWithPage } from './respond-with-page';
