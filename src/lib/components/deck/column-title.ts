import type { DeckColumn } from '$lib/client/feeds/deck-layout';
import { m } from '$lib/i18n';

/** What stands above a column. */
export function columnTitle({ shows, name }: Omit<DeckColumn, 'id'>): string {
    if (shows.startsWith('tag:')) return `#${shows.slice(4)}`;
    if (name !== undefined) return name;
    const titles: Record<string, () => string> = {
        home: m.nav_home,
        local: m.nav_local,
        remote: m.nav_remote,
        notifications: m.nav_notifications,
        mentions: m.notifications_mentions,
    };
    return titles[shows]?.() ?? m.nav_lists();
}
