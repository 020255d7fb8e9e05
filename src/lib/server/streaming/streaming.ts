import type { Database } from '../db';
import { findEndedAccess } from '../domain/users';
import { log } from '../log';
import { Listeners, type Listener } from './listeners';
import type { RevokedAccess } from './publish';
import { Relay } from './relay';
import { Replay } from './replay';
import { findMissed, keepRooms, openRoom, type Standing } from './room-seq';
import { admit, type StreamName } from './rooms';

/** A revocation is told at once; this finds what was ended in another way, or told while nobody listened. */
const ACCESS_CHECK_MS = 60_000;
const KEEP_MS = 600_000;

/** Live events of one process: listeners of every transport, fed by one relay. */
export class Streaming {
    readonly db: Database;
    readonly listeners = new Listeners();
    readonly #relay: Relay;
    readonly #replay: Replay;
    readonly #timers: NodeJS.Timeout[] = [];

    constructor(db: Database) {
        this.db = db;
        this.#relay = new Relay(db, this.listeners, (revoked) => this.#closeRevoked(revoked));
        this.#replay = new Replay(this.#relay.sources, this.listeners);
    }

    async start(): Promise<void> {
        await this.#relay.start();
        this.#every(ACCESS_CHECK_MS, () => this.closeEndedAccess());
        this.#every(KEEP_MS, () =>
            keepRooms(
                this.db,
                this.listeners.rooms().map(({ name }) => name),
            ),
        );
    }

    async stop(): Promise<void> {
        for (const timer of this.#timers) clearInterval(timer);
        this.listeners.closeAll();
        await this.#relay.stop();
    }

    /**
     * Lets `listener` hear `stream`, and says where it stands. What came after the number `since` is sent first, before
     * this settles: whoever is cut off in the middle comes back with the number they got to.
     * @throws what `admit` and `Listeners.subscribe` throw; safe to show.
     */
    async subscribe(listener: Listener, stream: StreamName, since?: number): Promise<Standing> {
        const admission = await admit(this.db, listener.viewer, stream);
        // Whoever says where they stand wants to hear from there, so what they heard until now ends.
        if (since !== undefined) this.listeners.unsubscribe(listener, stream);
        // Before the room is opened: no event may fall between its number and the first one heard.
        const subscription = this.listeners.subscribe(listener, stream, admission);
        try {
            const seq = await openRoom(this.db, admission.room);
            if (!subscription?.held) return { seq, missed: null };
            // Two may open it at once, and the earlier number counts: what came in between is still to be handed on.
            subscription.room.opened = Math.min(seq, subscription.room.opened ?? seq);
            const missed =
                since === undefined ? undefined : await findMissed(this.db, admission.room, since, seq);
            if (missed) await this.#replay.tell(subscription, missed);
            this.listeners.release(subscription, seq);
            return { seq, missed: missed?.length ?? null };
        } catch (error) {
            this.listeners.unsubscribe(listener, stream);
            throw error;
        }
    }

    /** Ends the connections whose token or session no longer holds. */
    async closeEndedAccess(): Promise<void> {
        const held = this.listeners.all().map(({ viewer }) => viewer);
        if (held.length === 0) return;
        const ended = await findEndedAccess(this.db, {
            tokenIds: held.flatMap(({ tokenId }) => tokenId ?? []),
            sessionIds: held.flatMap(({ sessionId }) => sessionId ?? []),
        });
        const gone = new Set([...ended.tokenIds, ...ended.sessionIds]);
        if (gone.size === 0) return;
        this.listeners.closeWhere(({ tokenId, sessionId }) => gone.has(tokenId ?? sessionId ?? ''));
    }

    #closeRevoked({ userId, sessionId, tokenId }: RevokedAccess): void {
        this.listeners.closeWhere((viewer) =>
            sessionId || tokenId
                ? viewer.sessionId === (sessionId ?? '') || viewer.tokenId === (tokenId ?? '')
                : viewer.userId === userId,
        );
    }

    #every(milliseconds: number, work: () => Promise<void>): void {
        const run = () =>
            void work().catch((error: unknown) =>
                log.warn({ err: error }, 'Live connections could not be tended'),
            );
        this.#timers.push(setInterval(run, milliseconds).unref());
    }
}
