export { createToken } from './create-token';
export { findTokenPrincipal, hashToken } from './find-token-principal';
