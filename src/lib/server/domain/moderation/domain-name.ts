import { canonicalHost } from '../../activitypub/webfinger';
import { config } from '../../config';
import { Unprocessable } from '../../errors';

/**
 * A domain as it is written down everywhere: lower case, in ASCII.
 * @throws Unprocessable for what is no domain, and for this community's own.
 */
export function normaliseDomain(text: string): string {
    const domain = canonicalHost(
        text
            .trim()
            .replace(/^https?:\/\//i, '')
            .replace(/^@|\/$/g, ''),
    );
    if (!domain || domain.length > 253)
        throw new Unprocessable('Validation failed: Domain is not a valid domain');
    if (domain === config().domain) throw new Unprocessable('Validation failed: Domain is this community');
    return domain;
}
