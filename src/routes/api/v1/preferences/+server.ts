import type { Preferences } from '$lib/mastodon-api/entities';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/preferences/ */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, ({ viewer }): Preferences => {
    const { settings } = viewer;
    return {
        'posting:default:visibility': settings.defaultVisibility ?? 'public',
        'posting:default:sensitive': settings.defaultSensitive ?? false,
        'posting:default:language': settings.defaultLanguage ?? null,
        'posting:default:quote_policy': settings.defaultQuotePolicy ?? 'public',
        'reading:expand:media': settings.expandMedia ?? 'default',
        'reading:expand:spoilers': settings.expandContentWarnings ?? false,
        'reading:autoplay:gifs': settings.autoplayGifs ?? false,
    };
});
