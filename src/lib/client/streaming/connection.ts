import type { Socket } from 'socket.io-client';
import {
    SOCKET_IO_PATH,
    type Channel,
    type ChannelEvent,
    type ClientToServerEvents,
    type ServerToClientEvents,
    type StreamEvent,
    type SubscribeAnswer,
} from '$lib/mastodon-api/streaming';

/** Who listens to a channel. */
export interface ChannelListener {
    onEvent(event: StreamEvent): void;
    /**
     * The channel is joined, for the first time or again. `complete` says that every event since the last one heard has
     * been heard by now; otherwise the listener reads from the API what it does not have.
     */
    onJoined(complete: boolean): void;
}

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

interface Room {
    listeners: Set<ChannelListener>;
    /** The number of the last event heard; null before the first joining. */
    seq: number | null;
    joined: boolean;
    leaving: ReturnType<typeof setTimeout> | null;
}

const LEAVE_AFTER = 30_000;

/** How a socket is made; the tests give one without a network. */
export type Connect = () => Promise<LiveSocket>;

const connectSocketIo: Connect = async () => {
    // 13 kB that the first paint does not wait for.
    const { io } = await import('socket.io-client');
    return io({
        path: SOCKET_IO_PATH,
        transports: ['websocket', 'polling'],
        // Some networks let pages through and web sockets not.
        tryAllTransports: true,
        withCredentials: true,
        reconnectionDelay: 1000,
        reconnectionDelayMax: 30_000,
        randomizationFactor: 0.5,
    });
};

/** The one socket of the page. It joins the channels somebody listens to and knows when something was missed. */
export class LiveConnection {
    readonly #connect: Connect;
    readonly #rooms = new Map<Channel, Room>();
    readonly #onStatus = new Set<(up: boolean) => void>();
    #socket: LiveSocket | null = null;
    #starting = false;
    #wanted = false;

    constructor(connect: Connect = connectSocketIo) {
        this.#connect = connect;
    }

    get up(): boolean {
        return this.#socket?.connected ?? false;
    }

    /** Hears when the socket goes up or down; answers how to stop hearing. */
    onStatus(listener: (up: boolean) => void): () => void {
        this.#onStatus.add(listener);
        return () => void this.#onStatus.delete(listener);
    }

    /** Opens the socket, and keeps opening it, until `stop`. */
    async start(): Promise<void> {
        this.#wanted = true;
        if (this.#socket || this.#starting) return;
        this.#starting = true;
        try {
            const socket = await this.#connect();
            // Stopped in the meantime.
            if (!this.#wanted) return void socket.disconnect();
            this.#socket = socket;
            socket.on('connect', () => this.#connected());
            socket.on('disconnect', () => this.#disconnected());
            socket.on('connect_error', () => this.#disconnected());
            socket.on('event', (message) => this.#heard(message));
            if (socket.connected) this.#connected();
        } finally {
            this.#starting = false;
        }
    }

    stop(): void {
        this.#wanted = false;
        const socket = this.#socket;
        this.#socket = null;
        if (!socket) return;
        socket.removeAllListeners();
        socket.disconnect();
        this.#disconnected();
    }

    /** Listens to a channel; answers how to stop. The channel is left half a minute after the last listener went. */
    join(channel: Channel, listener: ChannelListener): () => void {
        const room = this.#rooms.get(channel) ?? {
            listeners: new Set(),
            seq: null,
            joined: false,
            leaving: null,
        };
        this.#rooms.set(channel, room);
        if (room.leaving) clearTimeout(room.leaving);
        room.leaving = null;
        room.listeners.add(listener);
        if (room.joined) listener.onJoined(false);
        else if (this.up) this.#subscribe(channel, room);
        return () => {
            room.listeners.delete(listener);
            if (room.listeners.size === 0) room.leaving = setTimeout(() => this.#leave(channel), LEAVE_AFTER);
        };
    }

    #leave(channel: Channel): void {
        this.#rooms.delete(channel);
        if (this.up) this.#socket?.emit('unsubscribe', { channel });
    }

    #connected(): void {
        for (const listener of this.#onStatus) listener(true);
        for (const [channel, room] of this.#rooms) this.#subscribe(channel, room);
    }

    #disconnected(): void {
        for (const room of this.#rooms.values()) room.joined = false;
        for (const listener of this.#onStatus) listener(false);
    }

    #subscribe(channel: Channel, room: Room): void {
        const since = room.seq;
        this.#socket?.emit(
            'subscribe',
            { channel, ...(since === null ? {} : { since }) },
            (answer: SubscribeAnswer) => {
                if ('error' in answer || this.#rooms.get(channel) !== room) return;
                room.joined = true;
                // What was missed has been heard by now.
                room.seq = Math.max(answer.seq, room.seq ?? 0);
                const complete = since !== null && answer.missed !== null;
                for (const listener of room.listeners) listener.onJoined(complete);
            },
        );
    }

    #heard(message: ChannelEvent): void {
        const room = this.#rooms.get(message.channel);
        if (!room) return;
        if (room.seq !== null && message.seq <= room.seq) return;
        room.seq = message.seq;
        for (const listener of room.listeners) {
            if (message.event === 'reload') listener.onJoined(false);
            else listener.onEvent(message);
        }
    }
}

export const live = new LiveConnection();
