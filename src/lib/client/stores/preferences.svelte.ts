import { browser } from '$app/environment';
import { completed, DEFAULT_PREFERENCES, type DevicePreferences } from './device-preferences';

export { DEFAULT_PREFERENCES, type DevicePreferences } from './device-preferences';

// Read by the script in app.html before the first paint, which knows only what differs from the defaults.
const APPEARANCE_KEY = 'atoll:appearance';
const PREFERENCES_KEY = 'atoll:preferences';
const ATTRIBUTES = ['theme', 'contrast', 'hue', 'density', 'motion', 'avatars', 'font', 'grayscale'];

/** The attributes of the root element, and of the stored appearance, that these preferences mean. */
export function appearanceOf(preferences: DevicePreferences): Record<string, string> {
    const chosen: Record<string, string> = {};
    if (preferences.theme !== 'system') chosen['theme'] = preferences.theme;
    if (preferences.contrast === 'more') chosen['contrast'] = 'more';
    if (preferences.hue !== DEFAULT_PREFERENCES.hue) chosen['hue'] = String(preferences.hue);
    if (preferences.density === 'compact') chosen['density'] = 'compact';
    if (preferences.motion === 'reduce') chosen['motion'] = 'reduce';
    if (preferences.avatarShape === 'circle') chosen['avatars'] = 'circle';
    if (preferences.font !== 'system') chosen['font'] = preferences.font;
    if (preferences.grayscale) chosen['grayscale'] = 'on';
    if (preferences.textScale !== 1) chosen['scale'] = String(preferences.textScale);
    return chosen;
}

function read(): Partial<DevicePreferences> {
    if (!browser) return {};
    try {
        return JSON.parse(localStorage.getItem(PREFERENCES_KEY) ?? '{}') as Partial<DevicePreferences>;
    } catch {
        return {};
    }
}

/** The device's preferences; a change takes effect at once and is kept. */
export class PreferencesStore {
    #values: DevicePreferences = $state.raw(completed(read()));

    get values(): Readonly<DevicePreferences> {
        return this.#values;
    }

    /** Hears which preference was changed on this device. */
    onchange: (name: keyof DevicePreferences) => void = () => {};

    set<K extends keyof DevicePreferences>(name: K, value: DevicePreferences[K]): void {
        this.adopt({ [name]: value });
        this.onchange(name);
    }

    /** Takes over what was chosen elsewhere. */
    adopt(chosen: Partial<DevicePreferences>): void {
        this.#values = { ...this.#values, ...chosen };
        const appearance = appearanceOf(this.#values);
        const root = document.documentElement;
        for (const key of ATTRIBUTES)
            if (appearance[key]) root.dataset[key] = appearance[key];
            else delete root.dataset[key];
        if (appearance['scale']) root.style.setProperty('--text-scale', appearance['scale']);
        else root.style.removeProperty('--text-scale');
        try {
            localStorage.setItem(PREFERENCES_KEY, JSON.stringify(this.#values));
            localStorage.setItem(APPEARANCE_KEY, JSON.stringify(appearance));
        } catch {
            // Without storage the choice lasts as long as the page.
        }
    }
}

export const preferences = new PreferencesStore();
