import type {
    CustomEmoji,
    ExtendedDescription,
    Instance,
    Preferences,
    PrivacyPolicy,
    TermsOfService,
} from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

/** https://docs.joinmastodon.org/methods/instance/#v2 */
export function getInstance(fetch: Fetch): Promise<Instance> {
    return request(fetch, 'GET', '/api/v2/instance');
}

/** https://docs.joinmastodon.org/methods/custom_emojis/ */
export function getCustomEmojis(fetch: Fetch): Promise<CustomEmoji[]> {
    return request(fetch, 'GET', '/api/v1/custom_emojis');
}

/** https://docs.joinmastodon.org/methods/preferences/ */
export function getPreferences(fetch: Fetch): Promise<Preferences> {
    return request(fetch, 'GET', '/api/v1/preferences');
}

/** Does the server answer at all? Throws when it does not. */
export async function probe(fetch: Fetch): Promise<void> {
    await request(fetch, 'GET', '/api/v1/instance', { timeout: 8_000 });
}

/** https://docs.joinmastodon.org/methods/instance/#extended_description */
export function getExtendedDescription(fetch: Fetch): Promise<ExtendedDescription> {
    return request(fetch, 'GET', '/api/v1/instance/extended_description');
}

/** Empty where none was written. https://docs.joinmastodon.org/methods/instance/#privacy_policy */
export function getPrivacyPolicy(fetch: Fetch): Promise<PrivacyPolicy> {
    return request(fetch, 'GET', '/api/v1/instance/privacy_policy');
}

/** Refused with 404 where none was written. https://docs.joinmastodon.org/methods/instance/#terms_of_service */
export function getTermsOfService(fetch: Fetch): Promise<TermsOfService> {
    return request(fetch, 'GET', '/api/v1/instance/terms_of_service');
}
