import Bell from '@lucide/svelte/icons/bell';
import Bookmark from '@lucide/svelte/icons/bookmark';
import Compass from '@lucide/svelte/icons/compass';
import Globe from '@lucide/svelte/icons/globe';
import House from '@lucide/svelte/icons/house';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import Settings from '@lucide/svelte/icons/settings';
import Star from '@lucide/svelte/icons/star';
import User from '@lucide/svelte/icons/user';
import UsersRound from '@lucide/svelte/icons/users-round';
import { m } from '$lib/i18n';

/** The places the main navigation leads to, in their fixed order. */
export interface Destination {
    href: string;
    label: string;
    icon: typeof House;
    /** Phones show only the primary ones; the rest is under “You”. */
    primary: boolean;
    /** Whether `path` belongs to this place. */
    current: (path: string) => boolean;
}

/** @param profileHref the member's own profile. */
export function destinations(profileHref: string): Destination[] {
    const at = (href: string) => (path: string) => path === href;
    const under = (href: string) => (path: string) => path === href || path.startsWith(`${href}/`);
    return [
        { href: '/home', label: m.nav_home(), icon: House, primary: true, current: at('/home') },
        {
            href: '/public/local',
            label: m.nav_local(),
            icon: UsersRound,
            primary: false,
            current: at('/public/local'),
        },
        {
            href: '/public/remote',
            label: m.nav_remote(),
            icon: Globe,
            primary: false,
            current: at('/public/remote'),
        },
        {
            href: '/explore',
            label: m.nav_explore(),
            icon: Compass,
            primary: true,
            current: (path) => under('/explore')(path) || under('/search')(path),
        },
        {
            href: '/notifications',
            label: m.nav_notifications(),
            icon: Bell,
            primary: true,
            current: under('/notifications'),
        },
        {
            href: profileHref,
            label: m.nav_profile(),
            icon: User,
            primary: false,
            current: at(profileHref),
        },
        {
            href: '/bookmarks',
            label: m.nav_bookmarks(),
            icon: Bookmark,
            primary: false,
            current: at('/bookmarks'),
        },
        {
            href: '/favourites',
            label: m.nav_favourites(),
            icon: Star,
            primary: false,
            current: at('/favourites'),
        },
        {
            href: '/drafts',
            label: m.nav_drafts(),
            icon: NotebookPen,
            primary: false,
            current: (path) => ['/drafts', '/scheduled', '/outbox'].includes(path),
        },
        {
            href: '/settings',
            label: m.nav_settings(),
            icon: Settings,
            primary: false,
            current: under('/settings'),
        },
    ];
}
