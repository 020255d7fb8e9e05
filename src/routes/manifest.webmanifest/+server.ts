import { m } from '$lib/i18n';
import type { Instance } from '$lib/mastodon-api/entities';
import type { RequestHandler } from './$types';

/** The web app manifest, under the community's name. https://www.w3.org/TR/appmanifest/ */
export const GET: RequestHandler = async ({ fetch }) => {
    const answer = await fetch('/api/v2/instance');
    const { title } = answer.ok ? ((await answer.json()) as Pick<Instance, 'title'>) : { title: '' };
    const name = title || m.app_name();
    const shortcut = (label: string, url: string) => ({ name: label, url, icons: [icon('icon', 192)] });
    const manifest = {
        id: '/',
        name,
        short_name: name.length > 12 ? m.app_name() : name,
        start_url: '/home?src=pwa',
        scope: '/',
        display: 'standalone',
        display_override: ['window-controls-overlay', 'standalone'],
        launch_handler: { client_mode: 'navigate-existing' },
        handle_links: 'preferred',
        theme_color: '#006668',
        background_color: '#f9fafb',
        categories: ['social'],
        // Links that mean the reader's own server, whichever that is (FEP-07d7).
        protocol_handlers: [{ protocol: 'web+ap', url: '/open?uri=%s' }],
        icons: [
            icon('icon', 192),
            icon('icon', 512),
            icon('maskable', 192, 'maskable'),
            icon('maskable', 512, 'maskable'),
            icon('monochrome', 512, 'monochrome'),
        ],
        shortcuts: [
            shortcut(m.shortcut_new_post(), '/compose'),
            shortcut(m.shortcut_notifications(), '/notifications'),
            shortcut(m.shortcut_search(), '/search'),
        ],
    };
    return new Response(JSON.stringify(manifest), {
        headers: {
            'content-type': 'application/manifest+json',
            'cache-control': 'public, max-age=3600',
            vary: 'accept-language, cookie',
        },
    });
};

function icon(kind: string, size: number, purpose = 'any') {
    return { src: `/icons/${kind}-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose };
}
