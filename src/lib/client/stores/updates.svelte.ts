import { m } from '$lib/i18n';
import { obeyKillSwitch } from '../pwa/kill-switch';
import { registerWorker, takeOver } from '../pwa/register';
import { composer } from './composer.svelte';
import { connectivity } from './connectivity.svelte';
import { toasts } from './toasts.svelte';

const HIDDEN_LONG_ENOUGH = 60_000;
/** Two reloads within this time would be a loop. */
const ONCE_WITHIN = 20_000;
const RELOADED_AT = 'atoll:reloaded-at';

/**
 * New builds of the app. One that waits takes over by itself when nobody would notice: when the app has just been
 * opened, or was out of sight for a minute, and nothing is being written. Otherwise the person decides.
 */
export class Updates {
    #ready = $state(false);
    #registration: ServiceWorkerRegistration | null = null;
    #taking = false;

    /** A new build waits: show the chip. */
    get ready(): boolean {
        return this.#ready;
    }

    async start(): Promise<void> {
        if (await obeyKillSwitch()) return void this.#reload();
        let fresh = true;
        this.#registration = await registerWorker({
            onWaiting: (registration) => {
                this.#registration = registration;
                this.#ready = true;
                if (fresh && !composer.hasText) void this.apply();
                else toasts.info(m.update_ready(), { label: m.update_apply(), run: () => void this.apply() });
            },
            // Started here or in another tab; a tab in which somebody writes goes on with the old build's files, which
            // are kept.
            onTakenOver: () => {
                if (this.#taking || !composer.hasText) this.#reload();
            },
        });
        fresh = false;

        let hiding: ReturnType<typeof setTimeout> | undefined;
        document.addEventListener('visibilitychange', () => {
            clearTimeout(hiding);
            if (document.visibilityState === 'hidden')
                hiding = setTimeout(() => this.#applyUnnoticed(), HIDDEN_LONG_ENOUGH);
        });
        // A part of an older build that is nowhere any more: the page that lacks it is of yesterday. Without a network it
        // is only a part that was never fetched, and what is being done goes on without it.
        addEventListener('vite:preloadError', (event) => {
            if (connectivity.offline || !navigator.onLine) return;
            if (this.#reload()) event.preventDefault();
        });
    }

    /** Takes the new build now. What is being written is kept first. */
    async apply(): Promise<void> {
        await composer.save();
        this.#taking = true;
        if (this.#registration?.waiting) takeOver(this.#registration);
        else this.#reload();
    }

    #applyUnnoticed(): void {
        if (this.#ready && !composer.hasText) void this.apply();
    }

    /** Reloads, unless that has just been done; answers whether it does. */
    #reload(): boolean {
        const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
        if (Date.now() - last < ONCE_WITHIN) return false;
        sessionStorage.setItem(RELOADED_AT, String(Date.now()));
        location.reload();
        return true;
    }
}

export const updates = new Updates();
