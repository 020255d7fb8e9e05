/** Why an outbound request got no answer that may be used. */
export type OutboundFailure =
    | 'bad-url'
    | 'forbidden-address'
    | 'network'
    | 'timeout'
    | 'too-many-redirects'
    | 'too-large'
    | 'encoding'
    | 'content-type';

/** An outbound request failed; `reason` is for deciding and counting, the message for the log. */
export class OutboundError extends Error {
    override name = 'OutboundError';
    readonly reason: OutboundFailure;

    constructor(reason: OutboundFailure, message: string, options?: ErrorOptions) {
        super(message, options);
        this.reason = reason;
    }
}
