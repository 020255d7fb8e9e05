import { m } from '$lib/i18n';
import { database } from '../database/open';
import { observePrecious, observeRoom } from '../database/write-quietly';
import { persistOnce } from '../storage/persistence';
import { toasts } from './toasts.svelte';

/** Whether this device keeps what it should; says so, once, when it does not. */
export class DeviceStorage {
    #full = $state(false);
    #told = false;

    /** The last write found no room. */
    get full(): boolean {
        return this.#full;
    }

    /** False where nothing outlives the page, as in a private window. */
    get keeps(): boolean {
        return database().durable;
    }

    start(): void {
        observeRoom((full) => {
            this.#full = full;
            if (full) this.#tell(m.storage_full());
        });
        observePrecious(() => void persistOnce());
        if (!this.keeps) this.#tell(m.storage_none());
    }

    #tell(text: string): void {
        if (this.#told) return;
        this.#told = true;
        toasts.error(text);
    }
}

export const deviceStorage = new DeviceStorage();
