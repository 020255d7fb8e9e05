import { MediaQuery } from 'svelte/reactivity';
import { browser } from '$app/environment';
import { preferences, type DevicePreferences } from './preferences.svelte';

/** What browsers that know it say about the connection. */
interface Connection {
    saveData?: boolean;
}

/** What the person's settings, and the device's where they follow it, mean for media. */
export class Circumstances {
    readonly #reduced = new MediaQuery('(prefers-reduced-motion: reduce)', false);

    /** Media are fetched only when they are asked for. */
    get savesData(): boolean {
        const { dataSaver } = preferences.values;
        if (dataSaver !== 'system') return dataSaver === 'on';
        if (!browser || !('connection' in navigator)) return false;
        return (navigator.connection as Connection).saveData === true;
    }

    get reducesMotion(): boolean {
        return preferences.values.motion === 'reduce' || this.#reduced.current;
    }

    /** Silent loops, animated emoji, or profile pictures may move by themselves. */
    mayMove(what: keyof DevicePreferences['animate']): boolean {
        return preferences.values.animate[what] && !this.reducesMotion && !this.savesData;
    }

    /** Are media covered until they are tapped? `blurred` says that the reader's own filters want it so. */
    covers({ sensitive, blurred }: { sensitive: boolean; blurred: boolean }): boolean {
        const { sensitiveMedia } = preferences.values;
        return blurred || sensitiveMedia === 'hide' || (sensitive && sensitiveMedia === 'marked');
    }
}

export const circumstances = new Circumstances();
