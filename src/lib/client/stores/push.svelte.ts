import type { WebPushSubscription } from '$lib/mastodon-api/entities';
import { changePush, getPush } from '../api/push';
import { FIRST_CHOICE, subscribeHere, unsubscribeHere } from '../push/subscription';
import { community } from './community.svelte';

/**
 * `unknown` until asked; `unsupported` where the browser cannot (or not yet: on iOS only once the app is on the home
 * screen); `denied` where the person told the browser so.
 */
export type PushState = 'unknown' | 'unsupported' | 'denied' | 'off' | 'on';

/** How long a worker may take to get ready. */
const PATIENCE = 15_000;

const afterPatience = () => new Promise<undefined>((settle) => setTimeout(settle, PATIENCE));

/** Whether this device is told of news while the app is closed, and of which. */
export class Push {
    #state: PushState = $state('unknown');
    #subscription: WebPushSubscription | null = $state.raw(null);
    #busy = $state(false);

    get state(): PushState {
        return this.#state;
    }

    /** Something is being switched: wait before switching more. */
    get busy(): boolean {
        return this.#busy;
    }

    get policy(): NonNullable<WebPushSubscription['policy']> {
        return this.#subscription?.policy ?? 'all';
    }

    /** Whether all of these kinds are pushed. */
    isOn(types: readonly string[]): boolean {
        return types.every((type) => this.#subscription?.alerts[type]);
    }

    /** Asks browser and server. Rejects when the server can't be reached. */
    async load(): Promise<void> {
        const registration = await this.#registration();
        if (!registration) {
            this.#state = 'unsupported';
            return;
        }
        if (Notification.permission === 'denied') {
            this.#state = 'denied';
            return;
        }
        const here = await registration.pushManager.getSubscription();
        const known = here && (await getPush(globalThis.fetch));
        this.#subscription = known && known.endpoint === here.endpoint ? known : null;
        this.#state = this.#subscription ? 'on' : 'off';
    }

    /** Call it from a click: the browser asks the person. Rejects where it cannot be had. */
    async turnOn(): Promise<void> {
        await this.#alone(async () => {
            const registration = await this.#registration();
            if ((await Notification.requestPermission()) === 'denied') this.#state = 'denied';
            if (!registration || Notification.permission !== 'granted') return;
            await community.refresh();
            const key = community.instance?.configuration.vapid?.public_key ?? '';
            this.#subscription = await subscribeHere(registration, globalThis.fetch, key, FIRST_CHOICE);
            this.#state = 'on';
        });
    }

    async turnOff(): Promise<void> {
        await this.#alone(async () => {
            await unsubscribeHere(await this.#registration(), globalThis.fetch);
            this.#subscription = null;
            this.#state = 'off';
        });
    }

    /** Pushes these kinds from now on, or no more. */
    async change(types: readonly string[], on: boolean): Promise<void> {
        const alerts = Object.fromEntries(types.map((type) => [type, on]));
        await this.#save({ alerts });
    }

    async changePolicy(policy: NonNullable<WebPushSubscription['policy']>): Promise<void> {
        await this.#save({ policy });
    }

    /** Shows the change at once; where the server does not take it, shows what stands there. */
    async #save(changes: Partial<Pick<WebPushSubscription, 'alerts' | 'policy'>>): Promise<void> {
        const before = this.#subscription;
        if (!before) return;
        const alerts = { ...before.alerts, ...changes.alerts };
        const policy = changes.policy ?? this.policy;
        this.#subscription = { ...before, alerts, policy };
        try {
            await changePush(globalThis.fetch, { alerts, policy });
        } catch (error) {
            this.#subscription = before;
            throw error;
        }
    }

    async #alone(switching: () => Promise<void>): Promise<void> {
        if (this.#busy) return;
        this.#busy = true;
        try {
            await switching();
        } finally {
            this.#busy = false;
        }
    }

    async #registration(): Promise<ServiceWorkerRegistration | undefined> {
        if (!('serviceWorker' in navigator) || !('PushManager' in globalThis)) return undefined;
        if (!('Notification' in globalThis)) return undefined;
        // On the very first page the worker is still being installed; where there is none, it never gets ready.
        return Promise.race([navigator.serviceWorker.ready, afterPatience()]);
    }
}

export const push = new Push();
