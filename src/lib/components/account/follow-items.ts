import Bell from '@lucide/svelte/icons/bell';
import BellOff from '@lucide/svelte/icons/bell-off';
import Copy from '@lucide/svelte/icons/copy';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Repeat2 from '@lucide/svelte/icons/repeat-2';
import UserMinus from '@lucide/svelte/icons/user-minus';
import { follow } from '$lib/client/actions/follow';
import { removeFollower } from '$lib/client/actions/remove-follower';
import { community } from '$lib/client/stores/community.svelte';
import { entities } from '$lib/client/stores/entities.svelte';
import { safety } from '$lib/client/stores/safety.svelte';
import { toasts } from '$lib/client/stores/toasts.svelte';
import type { MenuItem } from '$lib/components/ui/menu-item';
import { m } from '$lib/i18n';
import type { Account } from '$lib/mastodon-api/entities';

/** How somebody is followed, and what else a menu offers that is not against them. */
export function followItems(account: Account): MenuItem[] {
    const relationship = entities.relationship(account.id);
    const name = `@${account.username}`;
    const items: MenuItem[] = [
        { label: m.profile_copy_handle(), icon: Copy, onselect: () => void copyHandle(account) },
    ];
    if (relationship?.following) {
        const { notifying, showing_reblogs: boosts } = relationship;
        items.push(
            {
                label: notifying ? m.profile_notify_off({ name }) : m.profile_notify_on({ name }),
                icon: notifying ? BellOff : Bell,
                onselect: () => void follow(account, { notify: !notifying }),
                separated: true,
            },
            {
                label: boosts ? m.profile_boosts_off({ name }) : m.profile_boosts_on({ name }),
                icon: Repeat2,
                onselect: () => void follow(account, { reblogs: !boosts }),
            },
            // Lists show people whom one follows.
            { label: m.list_choose({ name }), icon: ListPlus, onselect: () => safety.list(account) },
        );
    }
    if (relationship?.followed_by)
        items.push({
            label: m.profile_remove_follower({ name }),
            icon: UserMinus,
            onselect: () => void removeFollower(account),
            separated: !relationship.following,
        });
    return items;
}

/** The whole handle, as it is found from everywhere. */
async function copyHandle({ acct }: Account): Promise<void> {
    const domain = community.instance?.domain ?? location.host;
    await navigator.clipboard.writeText(acct.includes('@') ? `@${acct}` : `@${acct}@${domain}`);
    toasts.info(m.profile_copied());
}
