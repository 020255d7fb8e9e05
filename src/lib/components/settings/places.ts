import Ban from '@lucide/svelte/icons/ban';
import Filter from '@lucide/svelte/icons/funnel';
import Hash from '@lucide/svelte/icons/hash';
import MonitorSmartphone from '@lucide/svelte/icons/monitor-smartphone';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import User from '@lucide/svelte/icons/user';
import UserPlus from '@lucide/svelte/icons/user-plus';
import { m } from '$lib/i18n';
import type { Place } from './place';
import { TOPICS } from './topics';
import type { TopicName } from './topic-names';

export interface PlaceGroup {
    id: string;
    title: () => string;
    places: readonly Place[];
}

function topic(name: TopicName): Place {
    const found = TOPICS.find((one) => one.name === name);
    if (!found) throw new Error(`no page of settings is called ${name}`);
    return { href: `/settings/${name}`, label: found.title, hint: found.hint, icon: found.icon };
}

/** Everything that can be set up, as the settings begin. */
export const PLACE_GROUPS: readonly PlaceGroup[] = [
    {
        id: 'app',
        title: m.settings_group_app,
        places: (
            [
                'appearance',
                'reading',
                'composing',
                'accessibility',
                'wellbeing',
                'keyboard',
                'languages',
            ] as const
        ).map(topic),
    },
    {
        id: 'safety',
        title: m.settings_safety,
        places: [
            topic('notifications'),
            topic('privacy'),
            {
                href: '/settings/filters',
                label: m.filters_title,
                hint: m.filters_hint,
                icon: Filter,
            },
            {
                href: '/settings/people',
                label: m.settings_people,
                hint: m.settings_people_hint,
                icon: Ban,
            },
            {
                href: '/settings/requests',
                label: m.settings_requests,
                hint: m.settings_requests_hint,
                icon: UserPlus,
            },
            {
                href: '/followed-tags',
                label: m.followed_tags,
                hint: m.followed_tags_hint,
                icon: Hash,
            },
        ],
    },
    {
        id: 'account',
        title: m.settings_account,
        places: [
            {
                href: '/settings/profile',
                label: m.profile_edit,
                hint: m.settings_profile_hint,
                icon: User,
            },
            {
                href: '/auth/security',
                label: m.settings_security,
                hint: m.settings_security_hint,
                icon: ShieldCheck,
            },
            {
                href: '/auth/sessions',
                label: m.settings_sessions_list,
                hint: m.settings_sessions_hint,
                icon: MonitorSmartphone,
            },
            topic('import-export'),
        ],
    },
    { id: 'device', title: m.settings_device, places: [topic('storage'), topic('about')] },
];
