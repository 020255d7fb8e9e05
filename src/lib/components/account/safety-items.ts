import Ban from '@lucide/svelte/icons/ban';
import Flag from '@lucide/svelte/icons/flag';
import VolumeX from '@lucide/svelte/icons/volume-x';
import { block, unblock } from '$lib/client/actions/block';
import { unmute } from '$lib/client/actions/mute';
import { entities } from '$lib/client/stores/entities.svelte';
import { safety } from '$lib/client/stores/safety.svelte';
import type { MenuItem } from '$lib/components/ui/menu-item';
import type { Account, Status } from '$lib/mastodon-api/entities';
import { m } from '$lib/i18n';

/** What a menu offers against somebody: mute, block, report; `status` when it is the menu of a post. */
export function safetyItems(account: Account, status: Status | null = null): MenuItem[] {
    const name = `@${account.username}`;
    const relationship = entities.relationship(account.id);
    const mute = relationship?.muting
        ? { label: m.menu_unmute({ name }), onselect: () => void unmute(account) }
        : { label: m.menu_mute({ name }), onselect: () => safety.mute(account) };
    const blocking = relationship?.blocking
        ? { label: m.menu_unblock({ name }), onselect: () => void unblock(account) }
        : { label: m.menu_block({ name }), onselect: () => void block(account), danger: true };
    return [
        { ...mute, icon: VolumeX, separated: true },
        { ...blocking, icon: Ban },
        {
            label: status ? m.menu_report_post() : m.menu_report({ name }),
            icon: Flag,
            danger: true,
            onselect: () => safety.report(account, status),
        },
    ];
}
