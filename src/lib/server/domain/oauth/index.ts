export { findTokenPrincipal, hashToken } from './find-token-principal';
