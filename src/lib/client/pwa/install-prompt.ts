/** The browser's own offer to install, where it makes one (Chromium). */
interface BeforeInstallPromptEvent extends Event {
    prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

const DAY = 86_400_000;
/** How long a no is respected. */
const DISMISSED_FOR = 60 * DAY;
/** Nobody is asked before they came back twice. */
const SESSIONS_BEFORE = 3;

const KEY = 'atoll:install';

/** What is remembered about offering to install. */
export interface InstallMemory {
    sessions: number;
    dismissedAt: number | null;
}

/** Is this the time to offer it unasked? A queued post shows that the app is wanted. */
export function shouldOffer(memory: InstallMemory, now: number, hasQueuedPost: boolean): boolean {
    if (memory.dismissedAt !== null && now - memory.dismissedAt < DISMISSED_FOR) return false;
    return memory.sessions >= SESSIONS_BEFORE || hasQueuedPost;
}

/** How the app can be installed here: by the browser's dialog, by hand from Safari's share sheet, or not at all. */
export type InstallWay = 'prompt' | 'share-sheet' | 'installed' | 'none';

export function readInstallMemory(): InstallMemory {
    try {
        return { sessions: 0, dismissedAt: null, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
    } catch {
        return { sessions: 0, dismissedAt: null };
    }
}

export function writeInstallMemory(memory: InstallMemory): void {
    try {
        localStorage.setItem(KEY, JSON.stringify(memory));
    } catch {
        // Then it may be offered again.
    }
}

/** Keeps the browser's offer for the moment when the person wants it. */
export function captureInstallPrompt(onOffer: (offer: BeforeInstallPromptEvent | null) => void): void {
    addEventListener('beforeinstallprompt', (event) => {
        event.preventDefault();
        onOffer(event as BeforeInstallPromptEvent);
    });
    addEventListener('appinstalled', () => onOffer(null));
}

export function isInstalled(): boolean {
    return matchMedia('(display-mode: standalone), (display-mode: window-controls-overlay)').matches;
}

/** Safari on iOS and iPadOS installs from its share sheet only. */
export function needsShareSheet(): boolean {
    return 'standalone' in navigator;
}
