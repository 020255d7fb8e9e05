import {
    captureInstallPrompt,
    isInstalled,
    needsShareSheet,
    readInstallMemory,
    shouldOffer,
    writeInstallMemory,
    type InstallWay,
} from '../pwa/install-prompt';
import { outbox } from './outbox.svelte';

type Offer = Parameters<Parameters<typeof captureInstallPrompt>[0]>[0];

/** Installing the app: always possible from the settings, offered unasked only when it is likely to be wanted. */
export class Install {
    #offer: Offer = $state.raw(null);
    #installed = $state(false);
    #memory = $state.raw({ sessions: 0, dismissedAt: null as number | null });

    start(): void {
        this.#installed = isInstalled();
        const memory = readInstallMemory();
        this.#remember({ ...memory, sessions: memory.sessions + 1 });
        captureInstallPrompt((offer) => {
            this.#offer = offer;
            this.#installed ||= offer === null;
        });
    }

    get way(): InstallWay {
        if (this.#installed) return 'installed';
        if (this.#offer) return 'prompt';
        return needsShareSheet() ? 'share-sheet' : 'none';
    }

    /** Show the offer beside the timeline? */
    get offered(): boolean {
        const possible = this.way === 'prompt' || this.way === 'share-sheet';
        return possible && shouldOffer(this.#memory, Date.now(), outbox.posts.length > 0);
    }

    /** Opens the browser's dialog; call it from a click. */
    async install(): Promise<void> {
        const answer = await this.#offer?.prompt();
        this.#offer = null;
        if (answer?.outcome === 'accepted') this.#installed = true;
        else this.dismiss();
    }

    /** Not now: asked again in sixty days at the earliest. */
    dismiss(): void {
        this.#remember({ ...this.#memory, dismissedAt: Date.now() });
    }

    #remember(memory: { sessions: number; dismissedAt: number | null }): void {
        this.#memory = memory;
        writeInstallMemory(memory);
    }
}

export const install = new Install();
