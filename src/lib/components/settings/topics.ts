import type { Component } from 'svelte';
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
import AboutApp from './AboutApp.svelte';
import Install from './Install.svelte';
import Keymap from './Keymap.svelte';
import Notifications from './Notifications.svelte';
import Moving from './Moving.svelte';
import NotificationPolicy from './NotificationPolicy.svelte';
import Portability from './Portability.svelte';
import RecentMessages from './RecentMessages.svelte';
import type { Setting } from './setting';
import * as settings from './settings';
import Storage from './Storage.svelte';
import type { TopicName } from './topic-names';

/** Settings under one heading. */
export interface Group {
    id: string;
    title: () => string;
    about?: () => string;
    settings: readonly Setting[];
}

/** A page of settings. */
export interface Topic {
    name: TopicName;
    title: () => string;
    hint: () => string;
    icon: typeof Bell;
    groups: readonly Group[];
    /** What is no list of settings, below them. */
    sections?: readonly Component[];
}

/** All pages of settings, in the order in which they are offered. */
export const TOPICS: readonly Topic[] = [
    {
        name: 'appearance',
        title: m.settings_appearance,
        hint: m.settings_appearance_hint,
        icon: Palette,
        groups: [
            {
                id: 'colours',
                title: m.settings_colours,
                settings: [settings.theme, settings.contrast, settings.hue],
            },
            {
                id: 'shapes',
                title: m.settings_shapes,
                settings: [
                    settings.density,
                    settings.textScale,
                    settings.font,
                    settings.avatarShape,
                    settings.plainProfiles,
                ],
            },
        ],
    },
    {
        name: 'reading',
        title: m.settings_reading,
        hint: m.settings_reading_hint,
        icon: BookOpenText,
        groups: [
            {
                id: 'feeds',
                title: m.settings_feeds,
                settings: [
                    settings.pillGoesTo,
                    settings.liveAtTop,
                    settings.groupBoosts,
                    settings.dimSeen,
                    settings.swipes,
                ],
            },
            {
                id: 'posts',
                title: m.settings_posts,
                settings: [settings.threadOrder, settings.expandWarnings, settings.sensitiveMedia],
            },
            { id: 'media', title: m.settings_media, settings: [settings.animateMedia, settings.dataSaver] },
        ],
    },
    {
        name: 'composing',
        title: m.settings_composing,
        hint: m.settings_composing_hint,
        icon: PencilLine,
        groups: [
            {
                id: 'beginnings',
                title: m.settings_beginnings,
                about: m.settings_beginnings_about,
                settings: [
                    settings.audience,
                    settings.quotePolicy,
                    settings.postLanguage,
                    settings.detectLanguage,
                    settings.sensitiveByDefault,
                ],
            },
            {
                id: 'sending',
                title: m.settings_sending,
                settings: [settings.undoSend, settings.altReminder, settings.confirmBoost],
            },
        ],
    },
    {
        name: 'notifications',
        title: m.settings_notifications,
        hint: m.settings_notifications_hint,
        icon: Bell,
        groups: [],
        sections: [Notifications, NotificationPolicy],
    },
    {
        name: 'privacy',
        title: m.settings_privacy,
        hint: m.settings_privacy_hint,
        icon: Lock,
        groups: [
            {
                id: 'found',
                title: m.profile_found,
                settings: [
                    settings.locked,
                    settings.discoverable,
                    settings.indexable,
                    settings.hidesCollections,
                ],
            },
        ],
    },
    {
        name: 'languages',
        title: m.settings_languages,
        hint: m.settings_languages_hint,
        icon: Languages,
        groups: [
            {
                id: 'languages',
                title: m.settings_languages,
                settings: [settings.interfaceLanguage, settings.postLanguage, settings.detectLanguage],
            },
        ],
    },
    {
        name: 'keyboard',
        title: m.settings_keyboard,
        hint: m.settings_keyboard_hint,
        icon: Keyboard,
        groups: [{ id: 'keyboard', title: m.settings_keyboard, settings: [settings.shortcuts] }],
        sections: [Keymap],
    },
    {
        name: 'accessibility',
        title: m.settings_accessibility,
        hint: m.settings_accessibility_hint,
        icon: Accessibility,
        groups: [
            {
                id: 'seeing',
                title: m.settings_seeing,
                settings: [settings.textScale, settings.font, settings.contrast, settings.absoluteTimes],
            },
            {
                id: 'moving',
                title: m.settings_moving,
                settings: [
                    settings.motion,
                    settings.animateAvatars,
                    settings.animateEmoji,
                    settings.animateMedia,
                ],
            },
            {
                id: 'handling',
                title: m.settings_handling,
                settings: [settings.shortcuts, settings.swipes, settings.altReminder],
            },
        ],
    },
    {
        name: 'wellbeing',
        title: m.settings_wellbeing,
        hint: m.settings_wellbeing_hint,
        icon: Leaf,
        groups: [
            {
                id: 'calm',
                title: m.settings_calm,
                about: m.settings_calm_about,
                settings: [
                    settings.hideCounts,
                    settings.hideTrends,
                    settings.endlessFeeds,
                    settings.absoluteTimes,
                    settings.grayscale,
                ],
            },
            { id: 'quiet', title: m.settings_quiet, settings: [settings.quietHours] },
        ],
    },
    {
        name: 'storage',
        title: m.settings_storage,
        hint: m.settings_storage_short,
        icon: HardDrive,
        groups: [],
        sections: [Storage],
    },
    {
        name: 'import-export',
        title: m.settings_portability,
        hint: m.settings_portability_hint,
        icon: FolderSync,
        groups: [],
        sections: [Portability, Moving],
    },
    {
        name: 'about',
        title: m.settings_about,
        hint: m.settings_about_hint,
        icon: Info,
        groups: [],
        sections: [Install, RecentMessages, AboutApp],
    },
];
