import Accessibility from '@lucide/svelte/icons/accessibility';
import Bell from '@lucide/svelte/icons/bell';
import BookOpenText from '@lucide/svelte/icons/book-open-text';
import FolderSync from '@lucide/svelte/icons/folder-sync';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import Info from '@lucide/svelte/icons/info';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Languages from '@lucide/svelte/icons/languages';
import Leaf from '@lucide/svelte/icons/leaf';
import Lock from '@lucide/svelte/icons/lock';
import Palette from '@lucide/svelte/icons/palette';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import { m } from '$lib/i18n';
import type { TopicName } from './topic-names';

/** What a page of settings is called wherever it is led to. */
export interface TopicWords {
    title: () => string;
    hint: () => string;
    icon: typeof Bell;
}

export const TOPIC_WORDS: Record<TopicName, TopicWords> = {
    appearance: { title: m.settings_appearance, hint: m.settings_appearance_hint, icon: Palette },
    reading: { title: m.settings_reading, hint: m.settings_reading_hint, icon: BookOpenText },
    composing: { title: m.settings_composing, hint: m.settings_composing_hint, icon: PencilLine },
    notifications: { title: m.settings_notifications, hint: m.settings_notifications_hint, icon: Bell },
    privacy: { title: m.settings_privacy, hint: m.settings_privacy_hint, icon: Lock },
    languages: { title: m.settings_languages, hint: m.settings_languages_hint, icon: Languages },
    keyboard: { title: m.settings_keyboard, hint: m.settings_keyboard_hint, icon: Keyboard },
    accessibility: {
        title: m.settings_accessibility,
        hint: m.settings_accessibility_hint,
        icon: Accessibility,
    },
    wellbeing: { title: m.settings_wellbeing, hint: m.settings_wellbeing_hint, icon: Leaf },
    storage: { title: m.settings_storage, hint: m.settings_storage_short, icon: HardDrive },
    'import-export': { title: m.settings_portability, hint: m.settings_portability_hint, icon: FolderSync },
    about: { title: m.settings_about, hint: m.settings_about_hint, icon: Info },
};
