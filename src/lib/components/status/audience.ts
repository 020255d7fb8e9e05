import AtSign from '@lucide/svelte/icons/at-sign';
import Globe from '@lucide/svelte/icons/globe';
import Lock from '@lucide/svelte/icons/lock';
import Moon from '@lucide/svelte/icons/moon';
import type { Visibility } from '$lib/mastodon-api/entities';
import { m } from '$lib/i18n';

/** How an audience is shown: by one icon and one name everywhere, with a sentence where it is chosen. */
export interface AudienceLook {
    icon: typeof Globe;
    label: () => string;
    hint: () => string;
}

export const audiences: Record<Visibility, AudienceLook> = {
    public: { icon: Globe, label: m.audience_public, hint: m.audience_public_hint },
    unlisted: { icon: Moon, label: m.audience_unlisted, hint: m.audience_unlisted_hint },
    private: { icon: Lock, label: m.audience_private, hint: m.audience_private_hint },
    direct: { icon: AtSign, label: m.audience_direct, hint: m.audience_direct_hint },
};
