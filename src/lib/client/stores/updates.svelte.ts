import { updated } from '$app/state';
import { obeyKillSwitch } from '../pwa/kill-switch';
import { nowAndThen, registerWorker, takeOver } from '../pwa/register';
import { composer } from './composer.svelte';
import { connectivity } from './connectivity.svelte';

const HIDDEN_LONG_ENOUGH = 60_000;
/** Milliseconds in which a page has only just been opened. */
const JUST_OPENED = 10_000;
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
        this.#mendMissingParts();
        const kill = await obeyKillSwitch();
        if (kill === 'cleared') return void this.#reload();
        if (kill === 'pulled') return;
        let fresh = true;
        this.#registration = await registerWorker({
            onWaiting: (registration) => {
                this.#registration = registration;
                this.#ready = true;
                if (fresh && performance.now() < JUST_OPENED && !isWriting()) void this.apply();
            },
            // Started here or in another tab; a tab in which somebody writes goes on with the old build's files, which
            // are kept.
            onTakenOver: () => {
                if (this.#taking || !isWriting()) this.#reload();
                else this.#ready = true;
            },
        });
        fresh = false;
        if (!this.#registration) this.#watchWithoutWorker();

        let hiding: ReturnType<typeof setTimeout> | undefined;
        document.addEventListener('visibilitychange', () => {
            clearTimeout(hiding);
            if (document.visibilityState === 'hidden')
                hiding = setTimeout(() => this.#applyUnnoticed(), HIDDEN_LONG_ENOUGH);
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
        if (this.#ready && !isWriting()) void this.apply();
    }

    /**
     * A part of an older build that is nowhere any more: the page that lacks it is of yesterday. Where the server does not
     * answer it is only a part that was never fetched, and what is being done goes on without it.
     */
    #mendMissingParts(): void {
        addEventListener('vite:preloadError', () => {
            if (connectivity.offline || !navigator.onLine || this.#reloadedJustNow()) return;
            void doesServerAnswer().then(async (answers) => {
                if (!answers) return;
                await composer.save().catch(() => {});
                this.#reload();
            });
        });
    }

    /** Where no worker tells, the server is asked which build it serves. */
    #watchWithoutWorker(): void {
        nowAndThen(
            () =>
                void updated.check().then(
                    (newer) => (this.#ready ||= newer),
                    () => {},
                ),
        );
    }

    #reloadedJustNow(): boolean {
        return Date.now() - Number(sessionStorage.getItem(RELOADED_AT) ?? 0) < ONCE_WITHIN;
    }

    #reload(): void {
        if (this.#reloadedJustNow()) return;
        sessionStorage.setItem(RELOADED_AT, String(Date.now()));
        location.reload();
    }
}

/** A page that was opened a moment ago does not know yet whether there is a network. */
async function doesServerAnswer(): Promise<boolean> {
    return fetch('/_app/version.json', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
    );
}

/** Would a reload take something away that was not sent or saved? */
function isWriting(): boolean {
    return composer.hasText || document.querySelector('[data-unsaved]') !== null;
}

export const updates = new Updates();
