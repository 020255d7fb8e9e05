import { browser } from '$app/environment';

/** How this device shows things; kept here and not on the server. */
export interface DevicePreferences {
    theme: 'system' | 'light' | 'dark';
    contrast: 'system' | 'more';
    /** Degrees; 195 is the community's teal. */
    hue: number;
    density: 'comfortable' | 'compact';
    /** A factor from 0.875 to 1.5. */
    textScale: number;
    motion: 'system' | 'reduce';
    /** Other people's profiles without the style they chose. */
    plainProfiles: boolean;
    /** Seconds in which a post can be taken back. */
    undoSend: 0 | 5 | 10 | 30;
    /** Keys such as `j` and `b` without a modifier. */
    shortcuts: boolean;
    confirmBoost: boolean;
    /** What covers media until they are tapped: their author's mark, nothing, or always. */
    sensitiveMedia: 'marked' | 'show' | 'hide';
    /** Silent loops move by themselves. */
    autoplay: boolean;
    /** Fetch media only when they are asked for; `system` does as the browser says. */
    dataSaver: 'system' | 'on' | 'off';
    /** Ask before media without a description are posted. */
    altReminder: boolean;
}

export const DEFAULT_PREFERENCES: DevicePreferences = {
    theme: 'system',
    contrast: 'system',
    hue: 195,
    density: 'comfortable',
    textScale: 1,
    motion: 'system',
    plainProfiles: false,
    undoSend: 5,
    shortcuts: true,
    confirmBoost: false,
    sensitiveMedia: 'marked',
    autoplay: true,
    dataSaver: 'system',
    altReminder: false,
};

// Read by the script in app.html before the first paint, which knows only what differs from the defaults.
const APPEARANCE_KEY = 'atoll:appearance';
const PREFERENCES_KEY = 'atoll:preferences';

/** The attributes of the root element, and of the stored appearance, that these preferences mean. */
export function appearanceOf(preferences: DevicePreferences): Record<string, string> {
    const chosen: Record<string, string> = {};
    if (preferences.theme !== 'system') chosen['theme'] = preferences.theme;
    if (preferences.contrast === 'more') chosen['contrast'] = 'more';
    if (preferences.hue !== DEFAULT_PREFERENCES.hue) chosen['hue'] = String(preferences.hue);
    if (preferences.density === 'compact') chosen['density'] = 'compact';
    if (preferences.motion === 'reduce') chosen['motion'] = 'reduce';
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
    #values: DevicePreferences = $state.raw({ ...DEFAULT_PREFERENCES, ...read() });

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
        for (const key of ['theme', 'contrast', 'hue', 'density', 'motion'])
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
