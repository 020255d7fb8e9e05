import type { Component } from 'svelte';
import { preferences, type DevicePreferences } from '$lib/client/stores/preferences.svelte';
import { isShared } from '$lib/client/stores/shared-appearance';

/** What every setting says of itself, on its page and where it is searched for. */
export interface Said {
    label: () => string;
    hint?: () => string;
}

interface Named extends Said {
    id: string;
    /** Kept for all devices of the member; otherwise it is this device's own. */
    shared: boolean;
}

export interface SwitchSetting extends Named {
    kind: 'switch';
    isOn: () => boolean;
    turn: (on: boolean) => void;
}

export interface ChoiceSetting extends Named {
    kind: 'choice';
    options: readonly { value: string; label: () => string }[];
    chosen: () => string;
    choose: (value: string) => void;
}

/** One that is shown in a way of its own. */
export interface OwnSetting extends Named {
    kind: 'own';
    component: Component;
}

export type Setting = SwitchSetting | ChoiceSetting | OwnSetting;

/** The names of those preferences whose values are of one type. */
type NamesOf<Value> = {
    [K in keyof DevicePreferences]: DevicePreferences[K] extends Value ? K : never;
}[keyof DevicePreferences];

/** A preference that is on or off. */
export function onOrOff(name: NamesOf<boolean>, said: Said): SwitchSetting {
    return {
        ...said,
        kind: 'switch',
        id: name,
        shared: isShared(name),
        isOn: () => preferences.values[name],
        turn: (on) => preferences.set(name, on),
    };
}

/** A preference of two values, of which `on` is the switch’s. */
export function between<K extends NamesOf<string>>(
    name: K,
    [off, on]: readonly [DevicePreferences[K], DevicePreferences[K]],
    said: Said,
): SwitchSetting {
    return {
        ...said,
        kind: 'switch',
        id: name,
        shared: isShared(name),
        isOn: () => preferences.values[name] === on,
        turn: (isOn) => preferences.set(name, isOn ? on : off),
    };
}

/** A preference that is one of a few values, each with its words. */
export function oneOf<K extends NamesOf<string | number>>(
    name: K,
    said: Said,
    options: readonly { value: DevicePreferences[K]; label: () => string }[],
): ChoiceSetting {
    return {
        ...said,
        kind: 'choice',
        id: name,
        shared: isShared(name),
        options: options.map(({ value, label }) => ({ value: String(value), label })),
        chosen: () => String(preferences.values[name]),
        choose: (text) => {
            const option = options.find(({ value }) => String(value) === text);
            if (option) preferences.set(name, option.value);
        },
    };
}

/** Whether one kind of thing may move by itself. */
export function mayMove(what: keyof DevicePreferences['animate'], said: Said): SwitchSetting {
    return {
        ...said,
        kind: 'switch',
        id: `animate-${what}`,
        shared: isShared('animate'),
        isOn: () => preferences.values.animate[what],
        turn: (on) => preferences.set('animate', { ...preferences.values.animate, [what]: on }),
    };
}

/** A setting that is shown by a component of its own. */
export function own(id: string, said: Said, component: Component, shared = false): OwnSetting {
    return { ...said, kind: 'own', id, shared, component };
}
