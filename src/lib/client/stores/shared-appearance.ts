import type { Appearance } from '$lib/mastodon-api/appearance';
import { getAppearance, putAppearance } from '../api/appearance';
import { preferences, type DevicePreferences } from './preferences.svelte';

/**
 * What of a device's preferences is the member's on all of them, and its name on the way there. Sizes of text differ as
 * screens do; keys, gestures, what may move and what is kept differ as devices do.
 */
const SHARED = {
    theme: 'theme',
    contrast: 'contrast',
    hue: 'hue',
    density: 'density',
    motion: 'motion',
    font: 'font',
    avatarShape: 'avatar_shape',
    plainProfiles: 'plain_profiles',
    pillGoesTo: 'pill_goes_to',
    liveAtTop: 'live_at_top',
    groupBoosts: 'group_boosts',
    dimSeen: 'dim_seen',
    threadOrder: 'thread_order',
    expandWarnings: 'expand_warnings',
    undoSend: 'undo_send',
    confirmBoost: 'confirm_boost',
    altReminder: 'alt_reminder',
    detectLanguage: 'detect_language',
    sensitiveMedia: 'sensitive_media',
    hideCounts: 'hide_counts',
    absoluteTimes: 'absolute_times',
    grayscale: 'grayscale',
    endlessFeeds: 'endless_feeds',
    hideTrends: 'hide_trends',
} as const satisfies Partial<Record<keyof DevicePreferences, keyof Appearance>>;
type SharedName = keyof typeof SHARED;
const NAMES = Object.keys(SHARED) as SharedName[];

const KEY = 'atoll:appearance-kept';
/** Somebody who drags through hues means the last. */
const SETTLE_MS = 1_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Is a preference the same on all devices of the member? */
export function isShared(name: keyof DevicePreferences): boolean {
    return name in SHARED;
}

/**
 * Brings this device and the member's account together: what was chosen here since they last met goes there, else what
 * was chosen on another device comes here. Offline it waits for the next start.
 */
export async function shareAppearance(): Promise<void> {
    preferences.onchange = (name) => {
        if (!isShared(name)) return;
        remember('changed');
        clearTimeout(timer);
        timer = setTimeout(() => void send().catch(() => {}), SETTLE_MS);
    };
    const known = remembered();
    if (known === 'changed') return send();
    const { appearance, changed_at } = await getAppearance(fetch);
    if (!appearance || changed_at === known) return;
    preferences.adopt(fromAppearance(appearance));
    remember(changed_at);
}

async function send(): Promise<void> {
    const { changed_at } = await putAppearance(fetch, toAppearance(preferences.values));
    remember(changed_at);
}

export function toAppearance(values: Readonly<DevicePreferences>): Appearance {
    const told = NAMES.map((name) => [
        SHARED[name],
        name === 'undoSend' ? String(values.undoSend) : values[name],
    ]);
    return Object.fromEntries(told) as Appearance;
}

/** Of what other devices chose, whatever was chosen at all. */
export function fromAppearance(appearance: Partial<Appearance>): Partial<DevicePreferences> {
    const known = NAMES.filter((name) => appearance[SHARED[name]] !== undefined);
    const chosen = known.map((name) => {
        const value = appearance[SHARED[name]];
        return [name, name === 'undoSend' ? Number(value) : value];
    });
    return Object.fromEntries(chosen) as Partial<DevicePreferences>;
}

/** The version this device last agreed to, or `changed` where it has one of its own. */
function remembered(): string | null {
    try {
        return localStorage.getItem(KEY);
    } catch {
        return null;
    }
}

function remember(version: string | null): void {
    try {
        if (version) localStorage.setItem(KEY, version);
    } catch {
        // Without storage nothing here outlasts the page.
    }
}
