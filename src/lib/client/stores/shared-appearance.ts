import type { Appearance } from '$lib/mastodon-api/appearance';
import { getAppearance, putAppearance } from '../api/appearance';
import { preferences, type DevicePreferences } from './preferences.svelte';

/** What of a device's preferences is the member's on all of them. Sizes of text differ as screens do. */
const SHARED = ['theme', 'contrast', 'hue', 'density', 'motion', 'plainProfiles'] as const;
const KEY = 'atoll:appearance-kept';
/** Somebody who drags through hues means the last. */
const SETTLE_MS = 1_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Brings this device and the member's account together: what was chosen here since they last met goes there, else what
 * was chosen on another device comes here. Offline it waits for the next start.
 */
export async function shareAppearance(): Promise<void> {
    preferences.onchange = (name) => {
        if (!SHARED.some((shared) => shared === name)) return;
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

function toAppearance({
    theme,
    contrast,
    hue,
    density,
    motion,
    plainProfiles,
}: Readonly<DevicePreferences>): Appearance {
    return { theme, contrast, hue, density, motion, plain_profiles: plainProfiles };
}

function fromAppearance({ plain_profiles: plainProfiles, ...rest }: Appearance): Partial<DevicePreferences> {
    return { ...rest, plainProfiles };
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
