import type { ThreadAnswers } from '$lib/mastodon-api/entities';
import type { Fetch } from '../api/request';
import { checkThread } from '../api/statuses';
import { connectivity } from './connectivity.svelte';

/** What came of looking for answers. */
export type CheckOutcome =
    | { kind: 'found'; count: number }
    | { kind: 'nothing' }
    /** Its server was asked lately; not before `until`. */
    | { kind: 'early'; until: string }
    | { kind: 'unreachable' }
    | { kind: 'failed' };

/** How far a check is, is asked this often. */
const PROGRESS_EVERY = 2_000;
/** Never sooner, whatever the clocks of device and server say. */
const SOONEST = 30_000;
/** Devices that read one thread do not ask in one moment. */
const SPREAD = 5_000;
/** While nobody looks at the page. */
const WAKE_EVERY = 15_000;

const someoneLooks = () => document.visibilityState === 'visible' && !connectivity.offline;

/**
 * How much of a thread is here, kept true while it is open: the servers on which it was written are asked anew when the
 * community's server says that it is time, as long as somebody looks.
 */
export class ThreadCheck {
    readonly #id: string;
    readonly #fetch: Fetch;
    readonly #onEnd: () => Promise<void>;
    readonly #someoneLooks: () => boolean;
    #answers: ThreadAnswers | null = $state.raw(null);
    #outcome: CheckOutcome | null = $state.raw(null);
    #asking = $state(false);
    /** How many answers were known when the check began; null while none is under way. */
    #knownBefore: number | null = null;
    #isWished = false;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #isWatched = false;

    /** `onEnd` reads the thread anew when a check has ended. */
    constructor(
        id: string,
        parts: { fetch: Fetch; onEnd: () => Promise<void>; someoneLooks?: () => boolean },
    ) {
        this.#id = id;
        this.#fetch = parts.fetch;
        this.#onEnd = parts.onEnd;
        this.#someoneLooks = parts.someoneLooks ?? someoneLooks;
    }

    /** Null until the server has said it. */
    get answers(): ThreadAnswers | null {
        return this.#answers;
    }

    get outcome(): CheckOutcome | null {
        return this.#outcome;
    }

    get running(): boolean {
        return this.#asking || this.#answers?.async_refresh?.status === 'running';
    }

    /** Keeps the thread complete from now on; answers how to stop. */
    watch(): () => void {
        this.#isWatched = true;
        this.#plan();
        return () => {
            this.#isWatched = false;
            clearTimeout(this.#timer);
        };
    }

    /** What the server said along with the thread. */
    take(answers: ThreadAnswers | undefined): void {
        if (!answers) return;
        const hasEnded = this.#knownBefore !== null && !answers.async_refresh;
        if (answers.async_refresh) this.#knownBefore ??= answers.known;
        this.#answers = answers;
        this.#plan();
        if (hasEnded) this.#end(answers);
    }

    /** Looks for answers because a person wishes it. */
    async check(): Promise<void> {
        if (this.running) return;
        this.#outcome = null;
        this.#isWished = true;
        const answers = await this.#ask();
        if (!answers) this.#outcome = { kind: 'failed' };
        else if (!answers.async_refresh && answers.next_check_at)
            this.#outcome = { kind: 'early', until: answers.next_check_at };
        if (!answers?.async_refresh) this.#isWished = false;
    }

    async #ask(): Promise<ThreadAnswers | undefined> {
        this.#asking = true;
        try {
            const answers = await checkThread(this.#fetch, this.#id);
            this.take(answers);
            return answers;
        } catch {
            this.#plan();
            return undefined;
        } finally {
            this.#asking = false;
        }
    }

    #end(answers: ThreadAnswers): void {
        const count = answers.known - (this.#knownBefore ?? answers.known);
        this.#knownBefore = null;
        if (count > 0) this.#outcome = { kind: 'found', count };
        else if (this.#isWished) this.#outcome = { kind: answers.reachable ? 'nothing' : 'unreachable' };
        this.#isWished = false;
        void this.#onEnd();
    }

    #plan(): void {
        clearTimeout(this.#timer);
        const { async_refresh: running, next_check_at: next } = this.#answers ?? {};
        if (!this.#isWatched || !(running || next)) return;
        const rest = next ? Math.max(Date.parse(next) - Date.now(), SOONEST) + Math.random() * SPREAD : 0;
        this.#timer = setTimeout(() => this.#wake(), running ? PROGRESS_EVERY : rest);
    }

    #wake(): void {
        if (this.#someoneLooks()) void this.#ask();
        else this.#timer = setTimeout(() => this.#wake(), WAKE_EVERY);
    }
}
