import { createHash } from 'node:crypto';
import type { AdminBranding, InstanceBranding } from '$lib/mastodon-api/entities';
import { config } from '../config';
import type { InstanceState } from '../domain/instance';
import { addressOfKey } from '../storage';

/** How the community looks, for its own app. Not part of Mastodon's API. */
export function instanceBrandingEntity({ settings, branding }: InstanceState): InstanceBranding {
    return {
        hue: settings.accentHue,
        style: settings.customCss === '' ? null : styleAddress(settings.customCss),
        logo: branding.logo ? addressOfKey(branding.logo.icon192) : null,
        banner: branding.banner ? addressOfKey(branding.banner.large) : null,
    };
}

/** The same as it is edited. */
export function brandingEntity(state: InstanceState): AdminBranding {
    const { title, shortDescription, description, accentHue, customCss } = state.settings;
    const { logo, banner } = instanceBrandingEntity(state);
    return {
        title,
        short_description: shortDescription,
        description,
        accent_hue: accentHue,
        custom_css: customCss,
        logo,
        banner,
    };
}

/** Icons by what they are for: the community's own where it has a logo. */
export function iconAddresses({ branding: { logo } }: InstanceState) {
    const { origin } = config();
    const own = (name: string) => `${origin}/icons/${name}.png`;
    return {
        icon192: logo ? addressOfKey(logo.icon192) : own('icon-192'),
        icon512: logo ? addressOfKey(logo.icon512) : own('icon-512'),
        maskable192: logo ? addressOfKey(logo.maskable192) : own('maskable-192'),
        maskable512: logo ? addressOfKey(logo.maskable512) : own('maskable-512'),
        apple: logo ? addressOfKey(logo.apple) : own('apple-touch-icon'),
        favicon: logo ? addressOfKey(logo.favicon) : `${origin}/favicon.png`,
    };
}

/** Another one whenever the style is another, so that it may be kept for ever. */
function styleAddress(css: string): string {
    const version = createHash('sha256').update(css).digest('base64url').slice(0, 12);
    return `${config().origin}/community.css?v=${version}`;
}
