import type { AdminBranding } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

const PATH = '/api/atoll/v1/admin/branding';
/** Pictures of several megabytes, over a slow line. */
const TIMEOUT = 180_000;

/** What changes about how the community looks; what is left out stays. */
export type BrandingChange = Partial<
    Pick<AdminBranding, 'title' | 'short_description' | 'description' | 'accent_hue' | 'custom_css'>
> & { logo?: File; banner?: File };

export function getBranding(fetch: Fetch): Promise<AdminBranding> {
    return request(fetch, 'GET', PATH);
}

export function changeBranding(fetch: Fetch, change: BrandingChange): Promise<AdminBranding> {
    const body = new FormData();
    for (const [name, value] of Object.entries(change))
        if (value !== undefined) body.set(name, value instanceof File ? value : String(value ?? ''));
    return request(fetch, 'PATCH', PATH, { body, timeout: TIMEOUT });
}

export function removeBrandPicture(fetch: Fetch, name: 'logo' | 'banner'): Promise<AdminBranding> {
    return request(fetch, 'DELETE', `${PATH}/${name}`);
}
