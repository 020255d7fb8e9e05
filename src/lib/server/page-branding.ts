import { building } from '$app/environment';
import type { Handle } from '@sveltejs/kit';
import { escapeHtml } from '$lib/text';
import { database } from './db';
import { instanceState } from './domain/instance';
import { iconAddresses, instanceBrandingEntity } from './serializers';
import { isMachinePath } from './http/hooks';

/**
 * Gives pages the community's hue, icons and style before anything is painted. The app's shell, which is the same for
 * everybody and made at the build, learns them from what it remembers (client/stores/branding).
 */
export const pageBranding: Handle = async ({ event, resolve }) => {
    if (isMachinePath(event.url.pathname)) return resolve(event);
    const looks = building ? undefined : await instanceState(database()).catch(() => undefined);
    const { hue, style, logo } = looks ? instanceBrandingEntity(looks) : {};
    const attributes = typeof hue === 'number' ? `data-brand style="--brand-hue:${hue}"` : '';
    const icons = looks && logo ? iconAddresses(looks) : undefined;
    const head = [
        icons &&
            `<link rel="icon" href="${escapeHtml(icons.favicon)}" type="image/png" sizes="48x48" />` +
                `<link rel="apple-touch-icon" href="${escapeHtml(icons.apple)}" />`,
        style && `<link rel="stylesheet" href="${escapeHtml(style)}" data-community />`,
    ];
    return resolve(event, {
        transformPageChunk: ({ html }) =>
            html
                .replace('%brand%', attributes)
                .replace(icons ? /<!-- icons -->[^]*<!-- \/icons -->/ : /<!-- \/?icons -->/g, '')
                .replace('<!-- community -->', head.filter(Boolean).join('')),
    });
};
