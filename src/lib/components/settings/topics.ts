import type { Component } from 'svelte';
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
import { TOPIC_WORDS, type TopicWords } from './topic-words';

/** Settings under one heading. */
export interface Group {
    id: string;
    title: () => string;
    about?: () => string;
    settings: readonly Setting[];
}

/** A page of settings. */
export interface Topic extends TopicWords {
    name: TopicName;
    groups: readonly Group[];
    /** What is no list of settings, below them. */
    sections?: readonly Component[];
}

const PARTS: readonly Omit<Topic, keyof TopicWords>[] = [
    {
        name: 'appearance',
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
        groups: [],
        sections: [Notifications, NotificationPolicy],
    },
    {
        name: 'privacy',
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
        groups: [{ id: 'keyboard', title: m.settings_keyboard, settings: [settings.shortcuts] }],
        sections: [Keymap],
    },
    {
        name: 'accessibility',
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
        groups: [],
        sections: [Storage],
    },
    {
        name: 'import-export',
        groups: [],
        sections: [Portability, Moving],
    },
    {
        name: 'about',
        groups: [],
        sections: [Install, RecentMessages, AboutApp],
    },
];

/** All pages of settings, in the order in which they are offered. */
export const TOPICS: readonly Topic[] = PARTS.map((parts) => ({ ...parts, ...TOPIC_WORDS[parts.name] }));
