import Contrast from '@lucide/svelte/icons/contrast';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Moon from '@lucide/svelte/icons/moon';
import PenLine from '@lucide/svelte/icons/pen-line';
import Rows3 from '@lucide/svelte/icons/rows-3';
import Send from '@lucide/svelte/icons/send';
import Sun from '@lucide/svelte/icons/sun';
import SunMoon from '@lucide/svelte/icons/sun-moon';
import { goto } from '$app/navigation';
import { fold } from '$lib/client/search/words';
import { preferences } from '$lib/client/stores/preferences.svelte';
import { openComposer } from '$lib/components/composer/open-composer';
import { TOPIC_NAMES } from '$lib/components/settings/topic-names';
import { TOPIC_WORDS } from '$lib/components/settings/topic-words';
import type { Destination } from '$lib/components/shell/destinations';
import { m } from '$lib/i18n';

/** Pages of settings by their own names, without those that a place or another command is called by. */
const SETTINGS = TOPIC_NAMES.filter((name) => name !== 'keyboard' && name !== 'notifications');

/** Something the palette does when it is chosen. */
export interface Command {
    id: string;
    label: string;
    icon: Destination['icon'];
    run: () => unknown;
}

/** All commands: going to each place, writing, and how things look. */
export function commandsFor(places: readonly Destination[]): Command[] {
    const go = (href: string) => () => goto(href);
    const theme = (name: 'light' | 'dark' | 'system') => () => preferences.set('theme', name);
    const { contrast, density } = preferences.values;
    return [
        { id: 'compose', label: m.nav_compose(), icon: PenLine, run: () => openComposer() },
        ...places.map(({ name, label, icon, href }) => ({ id: `go-${name}`, label, icon, run: go(href) })),
        { id: 'outbox', label: m.outbox_title(), icon: Send, run: go('/outbox') },
        { id: 'light', label: m.palette_theme_light(), icon: Sun, run: theme('light') },
        { id: 'dark', label: m.palette_theme_dark(), icon: Moon, run: theme('dark') },
        { id: 'system', label: m.palette_theme_system(), icon: SunMoon, run: theme('system') },
        {
            id: 'contrast',
            label: contrast === 'more' ? m.palette_contrast_off() : m.palette_contrast_on(),
            icon: Contrast,
            run: () => preferences.set('contrast', contrast === 'more' ? 'system' : 'more'),
        },
        {
            id: 'density',
            label: density === 'compact' ? m.palette_density_comfortable() : m.palette_density_compact(),
            icon: Rows3,
            run: () => preferences.set('density', density === 'compact' ? 'comfortable' : 'compact'),
        },
        { id: 'keys', label: m.palette_keyboard(), icon: Keyboard, run: go('/settings/keyboard') },
        ...SETTINGS.map((name) => {
            const { title, icon } = TOPIC_WORDS[name];
            return { id: `settings-${name}`, label: title(), icon, run: go(`/settings/${name}`) };
        }),
    ];
}

/** The commands some words of whose names begin with those typed. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
    const words = fold(typed).split(/\s+/).filter(Boolean);
    return commands.filter(({ label }) => {
        const own = fold(label).split(/[^\p{L}\p{N}]+/u);
        return words.every((word) => own.some((one) => one.startsWith(word)));
    });
}
