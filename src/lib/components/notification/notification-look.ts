import AtSign from '@lucide/svelte/icons/at-sign';
import Bell from '@lucide/svelte/icons/bell';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import Flag from '@lucide/svelte/icons/flag';
import Pencil from '@lucide/svelte/icons/pencil';
import Quote from '@lucide/svelte/icons/quote';
import Repeat2 from '@lucide/svelte/icons/repeat-2';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import Smile from '@lucide/svelte/icons/smile';
import Star from '@lucide/svelte/icons/star';
import Unlink from '@lucide/svelte/icons/unlink';
import UserPlus from '@lucide/svelte/icons/user-plus';
import type { NotificationType } from '$lib/mastodon-api/entities';
import { m } from '$lib/i18n';

/** How a kind of notification is told. */
export interface NotificationLook {
    icon: typeof Bell;
    /** A colour token. */
    tone: string;
    sentence: (inputs: { name: string }) => string;
    /** The same of several people, whom `name` tells together. */
    several?: (inputs: { name: string }) => string;
}

const looks: Partial<Record<NotificationType, NotificationLook>> = {
    mention: { icon: AtSign, tone: '--accent', sentence: m.notification_mention },
    status: { icon: Bell, tone: '--accent', sentence: m.notification_status },
    reblog: {
        icon: Repeat2,
        tone: '--boost',
        sentence: m.notification_boost,
        several: m.notification_boost_several,
    },
    favourite: {
        icon: Star,
        tone: '--favourite',
        sentence: m.notification_favourite,
        several: m.notification_favourite_several,
    },
    follow: {
        icon: UserPlus,
        tone: '--accent',
        sentence: m.notification_follow,
        several: m.notification_follow_several,
    },
    follow_request: { icon: UserPlus, tone: '--accent', sentence: m.notification_follow_request },
    poll: { icon: ChartColumn, tone: '--accent', sentence: () => m.notification_poll() },
    update: { icon: Pencil, tone: '--accent', sentence: m.notification_update },
    quote: { icon: Quote, tone: '--accent', sentence: m.notification_quote },
    quoted_update: { icon: Pencil, tone: '--accent', sentence: m.notification_quoted_update },
    emoji_reaction: {
        icon: Smile,
        tone: '--favourite',
        sentence: m.notification_reaction,
        several: m.notification_reaction_several,
    },
    severed_relationships: {
        icon: Unlink,
        tone: '--text-muted',
        sentence: () => m.notification_severed_plain(),
    },
    moderation_warning: { icon: ShieldAlert, tone: '--accent', sentence: () => m.notification_warning() },
    'admin.sign_up': {
        icon: UserPlus,
        tone: '--accent',
        sentence: m.notification_sign_up,
        several: m.notification_sign_up_several,
    },
    'admin.report': { icon: Flag, tone: '--accent', sentence: m.notification_report },
};
const other: NotificationLook = { icon: Bell, tone: '--text-muted', sentence: m.notification_other };

/** The sentence about a group of `count` notifications, for a name still to be put in. */
export function sentenceOf(type: NotificationType, count: number): (inputs: { name: string }) => string {
    const { sentence, several = sentence } = lookOf(type);
    if (count < 2) return sentence;
    return ({ name }) => several({ name: m.notification_and_others({ name, count: count - 1 }) });
}

export function lookOf(type: NotificationType): NotificationLook {
    return looks[type] ?? other;
}
