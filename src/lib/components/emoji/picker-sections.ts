import Clock from '@lucide/svelte/icons/clock';
import Coffee from '@lucide/svelte/icons/coffee';
import Flag from '@lucide/svelte/icons/flag';
import Hand from '@lucide/svelte/icons/hand';
import Heart from '@lucide/svelte/icons/heart';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import PawPrint from '@lucide/svelte/icons/paw-print';
import Plane from '@lucide/svelte/icons/plane';
import Smile from '@lucide/svelte/icons/smile';
import Volleyball from '@lucide/svelte/icons/volleyball';
import type { EmojiSection } from '$lib/client/emoji/emoji-grid';
import type { Emojis } from '$lib/client/stores/emojis.svelte';
import { m } from '$lib/i18n';

/** A section with what leads to it: an icon, or the first picture in it. */
export interface PickerSection extends EmojiSection {
    icon: typeof Smile | null;
}

/** The groups of the standard, by their numbers in emojibase. */
const GROUPS: readonly { group: number; title: () => string; icon: typeof Smile }[] = [
    { group: 0, title: m.emoji_group_smileys, icon: Smile },
    { group: 1, title: m.emoji_group_people, icon: Hand },
    { group: 3, title: m.emoji_group_nature, icon: PawPrint },
    { group: 4, title: m.emoji_group_food, icon: Coffee },
    { group: 5, title: m.emoji_group_travel, icon: Plane },
    { group: 6, title: m.emoji_group_activities, icon: Volleyball },
    { group: 7, title: m.emoji_group_objects, icon: Lightbulb },
    { group: 8, title: m.emoji_group_symbols, icon: Heart },
    { group: 9, title: m.emoji_group_flags, icon: Flag },
];

/** Everything there is to choose, under its headings: the last used, the community's own, and the standard's. */
export function pickerSections(emojis: Emojis): PickerSection[] {
    const own = Map.groupBy(emojis.ownChoices, (_, index) => emojis.own[index]?.category ?? null);
    const groups = Map.groupBy(emojis.characters, (_, index) => emojis.unicode[index]?.group);
    return [
        { id: 'recent', title: m.emoji_recent(), choices: emojis.recent, icon: Clock },
        ...Array.from(own, ([heading, choices]) => ({
            id: `own:${heading ?? ''}`,
            title: heading ?? m.emoji_own(),
            choices,
            icon: null,
        })),
        ...GROUPS.map(({ group, title, icon }) => ({
            id: `group:${group}`,
            title: title(),
            choices: groups.get(group) ?? [],
            icon,
        })),
    ].filter(({ choices }) => choices.length > 0);
}
