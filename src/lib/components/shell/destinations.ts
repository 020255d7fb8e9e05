import Bell from '@lucide/svelte/icons/bell';
import Bookmark from '@lucide/svelte/icons/bookmark';
import Columns3 from '@lucide/svelte/icons/columns-3';
import Compass from '@lucide/svelte/icons/compass';
import Globe from '@lucide/svelte/icons/globe';
import Hash from '@lucide/svelte/icons/hash';
import House from '@lucide/svelte/icons/house';
import List from '@lucide/svelte/icons/list';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Mail from '@lucide/svelte/icons/mail';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import Settings from '@lucide/svelte/icons/settings';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Star from '@lucide/svelte/icons/star';
import User from '@lucide/svelte/icons/user';
import UsersRound from '@lucide/svelte/icons/users-round';
import { m } from '$lib/i18n';

/** What a place is called in the order a person chose; never shown. */
export type PlaceName =
    | 'home'
    | 'explore'
    | 'notifications'
    | 'conversations'
    | 'lists'
    | 'bookmarks'
    | 'drafts'
    | 'profile'
    | 'settings'
    | 'catch-up'
    | 'deck'
    | 'favourites'
    | 'followed-tags'
    | 'local'
    | 'remote'
    | 'admin';

/** A place the main navigation leads to. */
export interface Destination {
    name: PlaceName;
    href: string;
    label: string;
    icon: typeof House;
    /** Phones show only the primary ones; the rest is under “You”. */
    primary: boolean;
    /** Only where there is room for columns side by side. */
    wideOnly: boolean;
    /** Whether `path` belongs to this place. */
    current: (path: string) => boolean;
}

/** Whose navigation it is. */
export interface NavigationOf {
    /** The path of their own profile. */
    profile: string;
    /** Looks after something of the community for everybody. */
    administers: boolean;
}

/** All places, in the order in which they stand until a person chooses another. */
export function destinations({ profile, administers }: NavigationOf): Destination[] {
    const at = (href: string) => (path: string) => path === href;
    const under = (href: string) => (path: string) => path === href || path.startsWith(`${href}/`);
    const place = (
        name: PlaceName,
        label: string,
        icon: Destination['icon'],
        more: Partial<Destination> = {},
    ): Destination => {
        const href = more.href ?? `/${name}`;
        return { name, href, label, icon, primary: false, wideOnly: false, current: under(href), ...more };
    };
    return [
        place('home', m.nav_home(), House, { primary: true, current: at('/home') }),
        place('explore', m.nav_explore(), Compass, {
            primary: true,
            current: (path) => under('/explore')(path) || under('/search')(path),
        }),
        place('notifications', m.nav_notifications(), Bell, { primary: true }),
        place('conversations', m.nav_conversations(), Mail),
        place('lists', m.nav_lists(), List),
        place('bookmarks', m.nav_bookmarks(), Bookmark),
        place('drafts', m.nav_drafts(), NotebookPen, {
            current: (path) => ['/drafts', '/scheduled', '/outbox'].includes(path),
        }),
        place('profile', m.nav_profile(), User, { href: profile, current: at(profile) }),
        place('settings', m.nav_settings(), Settings),
        place('catch-up', m.nav_catch_up(), ListChecks),
        place('deck', m.nav_deck(), Columns3, { wideOnly: true }),
        place('favourites', m.nav_favourites(), Star),
        place('followed-tags', m.followed_tags(), Hash),
        place('local', m.nav_local(), UsersRound, { href: '/public/local' }),
        place('remote', m.nav_remote(), Globe, { href: '/public/remote' }),
        ...(administers ? [place('admin', m.nav_admin(), ShieldCheck)] : []),
    ];
}

/** The places as a person wants them: those they named come first, in their order; a new one is never lost. */
export function inOrder(places: readonly Destination[], order: readonly string[]): Destination[] {
    const rank = ({ name }: Destination) => {
        const chosen = order.indexOf(name);
        return chosen === -1 ? order.length : chosen;
    };
    return places.toSorted((a, b) => rank(a) - rank(b));
}
