import type { StreamEventName } from '$lib/mastodon-api/streaming';
import type { Database } from '../db';
import { log } from '../log';
import { AversionMemory } from './aversion-memory';
import { EventText, type NumberedEvent } from './event-text';
import type { Listeners, Room } from './listeners';
import { presentEvent, type EventSources, type PresentedEvent } from './present-event';
import { STREAMS, type Notice, type RevokedAccess } from './publish';
import { findMissedIn } from './room-seq';

/** From this size on a room gets its events together, at most once a second. */
const BIG_ROOM = 2_000;
const BIG_ROOM_PAUSE_MS = 1_000;
/** Sockets written to before other work gets its turn. */
const CHUNK = 250;
/** Events presented at the same time; the pool of connections serves requests too. */
const PRESENTED_AT_ONCE = 4;
/** Beyond this many events in waiting, new ones are left out, and listeners told to read everything anew. */
const WAITING_LIMIT = 2_000;
/** Missed events read back after the connection to the database was lost. */
const CATCH_UP_LIMIT = 5_000;

/** Stands for an event that did not become known: whoever may have been to hear it reads everything anew. */
const LOST: PresentedEvent = (() => {
    const text = new EventText('reload', undefined);
    return { textFor: () => text };
})();

interface RoomEvents {
    room: Room;
    events: { seq: number; presented: Promise<PresentedEvent> }[];
}

/** Hands events from NOTIFY to the listeners of this process, in the order of each room. */
export class Relay {
    readonly sources: EventSources;
    readonly #db: Database;
    readonly #aversions: AversionMemory;
    readonly #listeners: Listeners;
    readonly #onRevoked: (revoked: RevokedAccess) => void;
    readonly #bigRooms = new Map<Room, { seq: number; event: StreamEventName; subjectId: string }[]>();
    #timer: NodeJS.Timeout | undefined;
    #subscription: { unlisten(): Promise<void> } | undefined;
    #handedOn: Promise<void> = Promise.resolve();
    #waiting = 0;
    #presenting = 0;
    readonly #turns: (() => void)[] = [];
    /** What arrives while older events are still being read. */
    #heldBack: Extract<Notice, { event: string }>[] | undefined;

    constructor(db: Database, listeners: Listeners, onRevoked: (revoked: RevokedAccess) => void) {
        this.#db = db;
        this.#aversions = new AversionMemory(db);
        this.sources = { db, aversions: this.#aversions };
        this.#listeners = listeners;
        this.#onRevoked = onRevoked;
    }

    /** Settles once events arrive. Whenever the connection was lost and is back, what was missed is read. */
    async start(): Promise<void> {
        // Before the events: what changed is known before anything that came after it.
        await this.#aversions.start();
        this.#subscription = await this.#db.$client.listen(
            STREAMS,
            (payload) => this.#receive(JSON.parse(payload) as Notice),
            () => void this.#catchUp(),
        );
    }

    async stop(): Promise<void> {
        clearTimeout(this.#timer);
        await this.#subscription?.unlisten().catch(() => undefined);
        await this.#handedOn;
        await this.#aversions.stop();
    }

    #receive(notice: Notice): void {
        if ('revoked' in notice) this.#onRevoked(notice.revoked);
        else if (this.#heldBack) this.#heldBack.push(notice);
        else this.#hand(notice.event, notice.subjectId, Object.entries(notice.rooms));
    }

    #hand(event: StreamEventName, subjectId: string, numbers: [room: string, seq: number][]): void {
        const prompt: { room: Room; seq: number }[] = [];
        for (const [name, seq] of numbers) {
            const room = this.#listeners.room(name);
            if (!room || (room.seq !== undefined && seq <= room.seq)) continue;
            room.seq = seq;
            const waiting = this.#bigRooms.get(room);
            if (waiting) waiting.push({ seq, event, subjectId });
            else if (room.subscriptions.size >= BIG_ROOM)
                this.#bigRooms.set(room, [{ seq, event, subjectId }]);
            else prompt.push({ room, seq });
        }
        if (this.#bigRooms.size > 0)
            this.#timer ??= setTimeout(() => this.#flushBigRooms(), BIG_ROOM_PAUSE_MS);
        if (prompt.length === 0) return;
        const presented = this.#present(
            event,
            subjectId,
            prompt.map(({ room }) => room),
        );
        this.#enqueue(prompt.map(({ room, seq }) => ({ room, events: [{ seq, presented }] })));
    }

    #flushBigRooms(): void {
        this.#timer = undefined;
        const batches = [...this.#bigRooms];
        this.#bigRooms.clear();
        this.#enqueue(
            batches.map(([room, events]) => ({
                room,
                events: events.map(({ seq, event, subjectId }) => ({
                    seq,
                    presented: this.#present(event, subjectId, [room]),
                })),
            })),
        );
    }

    /** Presents at once what may be, so that many events pass quickly; they are still handed on one after another. */
    async #present(event: StreamEventName, subjectId: string, rooms: Room[]): Promise<PresentedEvent> {
        if (this.#waiting >= WAITING_LIMIT) return LOST;
        this.#waiting += 1;
        if (this.#presenting >= PRESENTED_AT_ONCE) await new Promise<void>((turn) => this.#turns.push(turn));
        this.#presenting += 1;
        try {
            const viewers = rooms.flatMap(({ subscriptions }) =>
                Array.from(subscriptions, ({ listener }) => listener.viewer),
            );
            return await presentEvent(
                { db: this.#db, aversions: this.#aversions },
                event,
                subjectId,
                viewers,
            );
        } catch (error) {
            log.warn({ err: error, event, subjectId }, 'A live event could not be presented');
            return LOST;
        } finally {
            this.#waiting -= 1;
            this.#presenting -= 1;
            this.#turns.shift()?.();
        }
    }

    #enqueue(batch: RoomEvents[]): void {
        this.#handedOn = this.#handedOn
            .then(() => this.#deliver(batch))
            .catch((error: unknown) => log.error({ err: error }, 'A live event could not be delivered'));
    }

    async #deliver(batch: RoomEvents[]): Promise<void> {
        let written = 0;
        for (const { room, events } of batch) {
            const presented = await Promise.all(
                events.map(async (entry) => ({ seq: entry.seq, of: await entry.presented })),
            );
            for (const subscription of room.subscriptions) {
                const { viewer } = subscription.listener;
                const texts = presented.flatMap<NumberedEvent>(({ seq, of }, index) => {
                    // Once is enough for several in a row.
                    if (of === LOST && presented[index + 1]?.of === LOST) return [];
                    const text: EventText | undefined = of.textFor(viewer, room.name);
                    return text && subscription.admits(text.event) ? [{ seq, text }] : [];
                });
                if (texts.length > 0) this.#listeners.deliver(subscription, texts);
                if (++written % CHUNK === 0) await new Promise((turn) => setImmediate(turn));
            }
        }
    }

    /** Reads what went through the open rooms while this process was not listening to the database. */
    async #catchUp(): Promise<void> {
        const rooms = this.#listeners
            .rooms()
            .map(({ name, seq, opened }) => ({ name, seq: seq ?? opened }))
            .filter(({ seq }) => seq !== undefined);
        if (rooms.length === 0) return;
        this.#heldBack ??= [];
        try {
            for (const { room, seq, event, subjectId } of await findMissedIn(this.#db, rooms, CATCH_UP_LIMIT))
                this.#hand(event, subjectId, [[room, seq]]);
        } catch (error) {
            log.warn({ err: error }, 'Live events were missed');
        }
        const heldBack = this.#heldBack;
        this.#heldBack = undefined;
        for (const notice of heldBack) this.#receive(notice);
    }
}
