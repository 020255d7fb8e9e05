export {
    authenticate,
    bearerToken,
    isSameOrigin,
    principalOfCookie,
    type ActivePrincipal,
} from './authenticate';
export { clientCredentials, secretAnswer } from './client-credentials';
export {
    askSecondStep,
    endBrowserSession,
    findSecondStep,
    finishSecondStep,
    startBrowserSession,
} from './browser-session';
export { failForm, showAsPage } from './fail-form';
export { idempotencyKeyOf } from './idempotency-key';
export { localPath } from './local-path';
export { spendMailRequest } from './mail-requests';
export { memberOf } from './member-of';
export { passkeyAnswer } from './passkey-answer';
export { countSignIn } from './sign-in-limits';
export { addressKey, clientAddress } from './client-address';
export { discardBody } from './discard-body';
export { endpoint, type Access, type Call, type Declaration, type Endpoint } from './endpoint';
export { spend, type Limit } from './rate-limit';
export { Input, readInput } from './read-input';
export { answerMedia, type MediaAnswer, type MediaQuestion } from './media-answer';
export { receiveUpload, type Upload } from './receive-upload';
export { asShownError, respondWithError } from './respond-with-error';
export { respondWithCsv } from './respond-with-csv';
export { cursorsOf, respondWithPage, respondWithPart } from './respond-with-page';
export { respondWithFile, type ShownFile } from './respond-with-file';
