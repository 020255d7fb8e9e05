import { m } from '$lib/i18n';
import { database } from '$lib/server/db';
import { instanceState } from '$lib/server/domain/instance';
import { accentColour, iconAddresses } from '$lib/server/serializers';
import type { RequestHandler } from './$types';

/** What other apps may share, and which files of the device may be opened with the app. */
const SHARED = ['image/*', 'video/*', 'audio/*', 'text/plain'];
const OPENED = {
    'image/*': ['.jpg', '.jpeg', '.png', '.webp', '.gif', '.avif', '.heic'],
    'video/*': ['.mp4', '.webm', '.mov'],
    'audio/*': ['.mp3', '.ogg', '.oga', '.opus', '.flac', '.wav', '.m4a'],
    'text/plain': ['.txt'],
};

const SIZES = { narrow: '780x1688', wide: '1600x1000' };

/** The web app manifest, under the community's name, in its colour and with its logo. https://www.w3.org/TR/appmanifest/ */
export const GET: RequestHandler = async () => {
    const state = await instanceState(database());
    const icons = iconAddresses(state);
    const { title, accentHue } = state.settings;
    const name = title || m.app_name();
    const shortcut = (label: string, url: string) => ({
        name: label,
        url,
        icons: [icon(icons.icon192, 192)],
    });
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
        theme_color: accentHue === null ? '#006668' : accentColour(accentHue),
        background_color: '#f9fafb',
        categories: ['social'],
        // Links that mean the reader's own server, whichever that is (FEP-07d7).
        protocol_handlers: [{ protocol: 'web+ap', url: '/open?uri=%s' }],
        // Read by the service worker: `service-worker/share.ts`.
        share_target: {
            action: '/share-target',
            method: 'POST',
            enctype: 'multipart/form-data',
            params: { title: 'title', text: 'text', url: 'url', files: [{ name: 'files', accept: SHARED }] },
        },
        file_handlers: [{ action: '/compose', accept: OPENED }],
        icons: [
            icon(icons.icon192, 192),
            icon(icons.icon512, 512),
            icon(icons.maskable192, 192, 'maskable'),
            icon(icons.maskable512, 512, 'maskable'),
            // The software's own mark says nothing about a community that has another.
            ...(state.branding.logo ? [] : [icon('/icons/monochrome-512.png', 512, 'monochrome')]),
        ],
        // Of the demonstration, in the software's own colours: they say what it does, not who is here.
        screenshots: [
            screenshot('home', 'narrow', m.screenshot_home()),
            screenshot('thread', 'narrow', m.screenshot_thread()),
            screenshot('notifications', 'narrow', m.screenshot_notifications()),
            screenshot('home', 'wide', m.screenshot_wide()),
            screenshot('deck', 'wide', m.screenshot_deck()),
        ],
        shortcuts: [
            shortcut(m.shortcut_new_post(), '/compose'),
            shortcut(m.shortcut_notifications(), '/notifications'),
            shortcut(m.shortcut_search(), '/search'),
            shortcut(m.shortcut_catch_up(), '/catch-up'),
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

function icon(src: string, size: number, purpose = 'any') {
    return { src, sizes: `${size}x${size}`, type: 'image/png', purpose };
}

function screenshot(name: string, form: keyof typeof SIZES, label: string) {
    const src = `/screenshots/${name}-${form}.webp`;
    return { src, sizes: SIZES[form], type: 'image/webp', form_factor: form, label };
}
