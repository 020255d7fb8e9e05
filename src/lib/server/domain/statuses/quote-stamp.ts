/**
 * Where a member's consent to being quoted by the status `quotingId` is found (FEP-044f). It is one address for one
 * quote, and answers only while the consent stands.
 */
export function stampUri(quotedAuthorUri: string, quotingId: string): string {
    return `${quotedAuthorUri}/quote_authorizations/${quotingId}`;
}
