import type { Viewer } from '../domain/users';
import { RateLimited, Unprocessable } from '../errors';
import type { NumberedEvent } from './event-text';
import type { Admission, StreamName } from './rooms';

/** Why the server ends a connection. */
export type Farewell = 'revoked' | 'too slow' | 'too busy' | 'restart';

/** One open connection of one viewer, whatever it speaks. */
export interface Listener {
    readonly viewer: Viewer;
    /** Writes events of one stream. */
    send(stream: StreamName, events: NumberedEvent[]): void;
    /** Bytes that were sent but not yet taken by the other side. */
    queuedBytes(): number;
    /** Ends the connection at once. `leave` follows from it. */
    close(farewell: Farewell): void;
}

/** That a listener hears a stream. */
export interface Subscription {
    readonly listener: Listener;
    readonly stream: StreamName;
    readonly room: Room;
    readonly admits: Admission['admits'];
    /** What came while the listener is told what they missed; undefined once they hear things as they happen. */
    held: NumberedEvent[] | undefined;
    /** The number from which on they hear things; what is older was told before, or is not news to them. */
    after: number;
}

/** A room of this process, open as long as somebody listens. */
export class Room {
    readonly name: string;
    readonly subscriptions = new Set<Subscription>();
    /** The number of the newest event handed on; undefined before the first one. */
    seq: number | undefined;
    /** Where the room stood when it was opened here. */
    opened: number | undefined;

    constructor(name: string) {
        this.name = name;
    }
}

/** More than any client needs, and few enough that one person cannot fill the server. */
const LISTENERS_PER_ACCOUNT = 50;
const STREAMS_PER_LISTENER = 50;
/** A client that has this much unread is not reading. */
const QUEUED_BYTES_LIMIT = 1_000_000;
/** More than ever comes while somebody is told what they missed. */
const HELD_LIMIT = 1_000;

/** Who listens where in this process: the one registry below all transports. */
export class Listeners {
    readonly #rooms = new Map<string, Room>();
    readonly #streams = new Map<Listener, Map<StreamName, Subscription>>();
    readonly #perAccount = new Map<string, number>();

    /** @throws RateLimited where the account holds as many connections as one may. */
    enter(listener: Listener): void {
        const { accountId } = listener.viewer;
        this.checkSpace(accountId);
        this.#perAccount.set(accountId, (this.#perAccount.get(accountId) ?? 0) + 1);
        this.#streams.set(listener, new Map());
    }

    /** @throws RateLimited where one more connection of the account would be too many. */
    checkSpace(accountId: string): void {
        if ((this.#perAccount.get(accountId) ?? 0) >= LISTENERS_PER_ACCOUNT)
            throw new RateLimited(LISTENERS_PER_ACCOUNT, new Date(Date.now() + 60_000));
    }

    /** Forgets a connection that ended; twice is once. */
    leave(listener: Listener): void {
        const streams = this.#streams.get(listener);
        if (!streams) return;
        for (const subscription of streams.values()) this.#empty(subscription);
        this.#streams.delete(listener);
        const { accountId } = listener.viewer;
        const left = (this.#perAccount.get(accountId) ?? 1) - 1;
        if (left > 0) this.#perAccount.set(accountId, left);
        else this.#perAccount.delete(accountId);
    }

    /**
     * Lets `listener` hear `stream`, from `release` on; undefined when the connection ended meanwhile. Twice is once.
     * @throws Unprocessable beyond the number of streams one connection may hear.
     */
    subscribe(listener: Listener, stream: StreamName, admission: Admission): Subscription | undefined {
        const streams = this.#streams.get(listener);
        if (!streams) return undefined;
        const existing = streams.get(stream);
        if (existing) return existing;
        if (streams.size >= STREAMS_PER_LISTENER)
            throw new Unprocessable('Too many streams on one connection');
        const room = this.#rooms.get(admission.room) ?? new Room(admission.room);
        this.#rooms.set(room.name, room);
        const subscription = { listener, stream, room, admits: admission.admits, held: [], after: 0 };
        room.subscriptions.add(subscription);
        streams.set(stream, subscription);
        return subscription;
    }

    unsubscribe(listener: Listener, stream: StreamName): void {
        const streams = this.#streams.get(listener);
        const subscription = streams?.get(stream);
        if (!subscription) return;
        streams?.delete(stream);
        this.#empty(subscription);
    }

    #empty(subscription: Subscription): void {
        const { room } = subscription;
        room.subscriptions.delete(subscription);
        if (room.subscriptions.size === 0) this.#rooms.delete(room.name);
    }

    room(name: string): Room | undefined {
        return this.#rooms.get(name);
    }

    rooms(): Room[] {
        return [...this.#rooms.values()];
    }

    all(): Listener[] {
        return [...this.#streams.keys()];
    }

    get size(): number {
        return this.#streams.size;
    }

    /** Sends what is news to them, or ends the connection where the other side no longer reads. */
    deliver(subscription: Subscription, events: NumberedEvent[]): void {
        const { held, listener, stream, after } = subscription;
        if (listener.queuedBytes() > QUEUED_BYTES_LIMIT || (held && held.length > HELD_LIMIT)) {
            listener.close('too slow');
            this.leave(listener);
        } else if (held) held.push(...events);
        else if (events.every(({ seq }) => seq > after)) listener.send(stream, events);
        else
            listener.send(
                stream,
                events.filter(({ seq }) => seq > after),
            );
    }

    /** Lets a subscription hear things as they happen, beginning with what came after number `seq`. */
    release(subscription: Subscription, seq: number): void {
        const held = subscription.held ?? [];
        subscription.held = undefined;
        subscription.after = seq;
        if (held.length > 0) this.deliver(subscription, held);
    }

    /** Does the listener still hear this? */
    hears({ listener, stream, room }: Subscription): boolean {
        return this.#streams.get(listener)?.get(stream)?.room === room;
    }

    /** Ends every connection that `ends` says has no business any more. */
    closeWhere(ends: (viewer: Viewer) => boolean): void {
        for (const listener of this.all()) {
            if (!ends(listener.viewer)) continue;
            listener.close('revoked');
            this.leave(listener);
        }
    }

    /** Ends them all; each is expected to come back. */
    closeAll(): void {
        for (const listener of this.all()) {
            listener.close('restart');
            this.leave(listener);
        }
    }
}
