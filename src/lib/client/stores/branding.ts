import { browser } from '$app/environment';
import type { Instance } from '$lib/mastodon-api/entities';

/** Read by the script in app.html before the first paint. */
const KEY = 'atoll:brand-hue';

/** Shows the app in the community's hue and style, which its shell does not know when it opens. */
export function showBranding(instance: Instance | null): void {
    if (!browser || !instance?.branding) return;
    const { hue, style } = instance.branding;
    const root = document.documentElement;
    root.toggleAttribute('data-brand', hue !== null);
    if (hue === null) root.style.removeProperty('--brand-hue');
    else root.style.setProperty('--brand-hue', String(hue));
    try {
        if (hue === null) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, String(hue));
    } catch {
        // Without storage it is known once the server has answered.
    }
    showStyle(style);
}

function showStyle(address: string | null): void {
    const shown = document.querySelector<HTMLLinkElement>('link[data-community]');
    if (shown?.href === address || (!shown && !address)) return;
    shown?.remove();
    if (!address) return;
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.dataset['community'] = '';
    document.head.append(link);
}
