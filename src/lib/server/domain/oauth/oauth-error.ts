import { AtollError } from '../../errors';

/** The words of RFC 6749 (5.2 and 4.1.2.1) that this server says. */
export type OauthProblem =
    | 'access_denied'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_request'
    | 'invalid_scope'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'unsupported_response_type';

const SENTENCES: Record<OauthProblem, string> = {
    access_denied: 'The resource owner denied the request.',
    invalid_client:
        'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    invalid_grant:
        'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    invalid_request: 'The request is missing a required parameter or holds an unsupported value.',
    invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
    unauthorized_client: 'You are not authorized to revoke this token',
    unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
    unsupported_response_type: 'The authorization server does not support this response type.',
};

const STATUS: Partial<Record<OauthProblem, number>> = { invalid_client: 401, unauthorized_client: 403 };

/** A request of a client program that the protocol refuses; `message` is the word, the sentence goes beside it. */
export class OauthError extends AtollError {
    override name = 'OauthError';
    readonly problem: OauthProblem;

    constructor(problem: OauthProblem, description = SENTENCES[problem]) {
        super(STATUS[problem] ?? 400, problem, { extra: { error_description: description } });
        this.problem = problem;
    }
}
