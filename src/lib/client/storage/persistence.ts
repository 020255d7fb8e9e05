/** Will the browser keep what is stored until the person removes it? Undefined where it does not tell. */
export async function isPersistent(): Promise<boolean | undefined> {
    return navigator.storage?.persisted?.().catch(() => undefined);
}

/** Asks the browser to keep what is stored; some ask the person. Answers whether it will. */
export async function persist(): Promise<boolean> {
    return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

const ASKED_KEY = 'atoll:asked-to-persist';

/**
 * Asks once in the life of this device, and only when there is something to lose: whoever installed the app, or has
 * written something.
 */
export async function persistOnce(): Promise<void> {
    try {
        if (localStorage.getItem(ASKED_KEY)) return;
        localStorage.setItem(ASKED_KEY, '1');
    } catch {
        // A browser that remembers nothing will not keep anything either.
        return;
    }
    await persist();
}
