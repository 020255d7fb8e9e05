import type { Profile, QuotePolicy, Visibility } from '$lib/mastodon-api/entities';
import type { ProfileStyle } from '$lib/mastodon-api/profile-style';
import { request, type Fetch } from './request';

/** What a member changes about their profile; what is left out stays as it is. */
export interface ProfileChange {
    display_name?: string;
    note?: string;
    fields?: readonly { name: string; value: string }[];
    locked?: boolean;
    bot?: boolean;
    discoverable?: boolean;
    indexable?: boolean;
    hide_collections?: boolean;
    avatar?: File;
    avatar_description?: string;
    header?: File;
    header_description?: string;
    profile_style?: ProfileStyle;
    /** How their posts begin. */
    source?: { privacy?: Visibility; sensitive?: boolean; language?: string; quote_policy?: QuotePolicy };
}

/** Pictures of several megabytes, over a slow line. */
const TIMEOUT = 180_000;

/** https://docs.joinmastodon.org/methods/profile/#get-profile */
export function getProfile(fetch: Fetch): Promise<Profile> {
    return request(fetch, 'GET', '/api/v1/profile');
}

/** https://docs.joinmastodon.org/methods/profile/#update-profile */
export function updateProfile(fetch: Fetch, change: ProfileChange): Promise<Profile> {
    return request(fetch, 'PATCH', '/api/v1/profile', { body: formOf(change), timeout: TIMEOUT });
}

/** https://docs.joinmastodon.org/methods/profile/#delete-profile-avatar */
export function removePicture(fetch: Fetch, role: 'avatar' | 'header'): Promise<unknown> {
    return request(fetch, 'DELETE', `/api/v1/profile/${role}`);
}

function formOf({ fields, profile_style, source, ...rest }: ProfileChange): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(rest))
        if (value !== undefined) form.set(name, value instanceof File ? value : String(value));
    for (const [index, { name, value }] of (fields ?? []).entries()) {
        form.set(`fields_attributes[${index}][name]`, name);
        form.set(`fields_attributes[${index}][value]`, value);
    }
    // None at all is an empty one, which is left out where it is read.
    if (fields?.length === 0) form.set('fields_attributes[0][name]', '');
    for (const [name, value] of Object.entries(profile_style ?? {}))
        form.set(`profile_style[${name}]`, value === null ? '' : String(value));
    for (const [name, value] of Object.entries(source ?? {}))
        if (value !== undefined) form.set(`source[${name}]`, String(value));
    return form;
}
