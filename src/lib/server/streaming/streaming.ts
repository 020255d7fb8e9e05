import type { Database } from '../db';
import { findEndedAccess } from '../domain/users';
import { log } from '../log';
import { Listeners, type Listener } from './listeners';
import type { RevokedAccess } from './publish';
import { Relay } from './relay';
import { openRoom, tidyRooms, type Standing } from './room-seq';
import { admit, type StreamName } from './rooms';

/** A revocation is told at once; this finds what was ended in another way, or told while nobody listened. */
const ACCESS_CHECK_MS = 60_000;
const TIDY_MS = 600_000;

/** Live events of one process: listeners of every transport, fed by one relay. */
export class Streaming {
    readonly db: Database;
    readonly listeners = new Listeners();
    readonly #relay: Relay;
    readonly #timers: NodeJS.Timeout[] = [];

    constructor(db: Database) {
        this.db = db;
        this.#relay = new Relay(db, this.listeners, (revoked) => this.#closeRevoked(revoked));
    }

    async start(): Promise<void> {
        await this.#relay.start();
        this.#every(ACCESS_CHECK_MS, () => this.closeEndedAccess());
        this.#every(TIDY_MS, () =>
            tidyRooms(
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
     * Lets `listener` hear `stream`, and says where it stands.
     * @throws what `admit` and `Listeners.subscribe` throw; safe to show.
     */
    async subscribe(listener: Listener, stream: StreamName, since?: number): Promise<Standing> {
        const admission = await admit(this.db, listener.viewer, stream);
        // Before the room is opened: no event may fall between its number and the first one heard.
        const subscription = this.listeners.subscribe(listener, stream, admission);
        const standing = await openRoom(this.db, admission.room, since);
        if (subscription) subscription.room.seq ??= standing.seq;
        return standing;
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
