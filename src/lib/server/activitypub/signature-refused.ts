/** Why a signed request is not believed. Every one of them is answered with 401, but `unwelcome`, whose domain is not spoken with. */
export type SignatureFlaw =
    | 'missing'
    | 'malformed'
    | 'duplicate'
    | 'coverage'
    | 'algorithm'
    | 'host'
    | 'date'
    | 'digest'
    | 'key'
    | 'unwelcome'
    | 'mismatch';

/** A request's signature does not hold; `flaw` is for deciding and counting, the message for the peer's log. */
export class SignatureRefused extends Error {
    override name = 'SignatureRefused';
    readonly flaw: SignatureFlaw;

    constructor(flaw: SignatureFlaw, message: string) {
        super(message);
        this.flaw = flaw;
    }
}
