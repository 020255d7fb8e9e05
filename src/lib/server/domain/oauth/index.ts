export {
    checkAuthorization,
    originOfReturn,
    returnAddress,
    type AuthorizationParameters,
    type AuthorizationRequest,
} from './check-authorization';
export { createToken } from './create-token';
export { exchangeCode } from './exchange-code';
export { authenticateApp, findApp, type App } from './find-app';
export { findTokenPrincipal } from './find-token-principal';
export { grantCode } from './grant-code';
export { issueToken, type IssuedToken } from './issue-token';
export { findHeldToken, listAllTokens, listTokens, type HeldToken } from './list-tokens';
export { OauthError } from './oauth-error';
export { OUT_OF_BAND, registerApp, type NewApp } from './register-app';
export { revokeToken } from './revoke-token';
export { hashToken } from './secrets';
