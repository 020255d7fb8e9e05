import { describe, expect, test, vi } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import type { ChannelEvent, SubscribeAnswer, SubscribeRequest } from '$lib/mastodon-api/streaming';
import { LiveConnection, type Connect } from './connection';

/** A socket whose other end is the test. */
class FakeSocket {
    connected = false;
    sent: { name: string; request: unknown }[] = [];
    answer: (request: SubscribeRequest) => SubscribeAnswer = () => ({ seq: 0, missed: null });
    #listeners = new Map<string, (value?: unknown) => void>();

    on(name: string, listener: (value?: unknown) => void) {
        this.#listeners.set(name, listener);
    }
    removeAllListeners() {
        this.#listeners.clear();
    }
    disconnect() {
        this.connected = false;
    }
    emit(name: string, request: SubscribeRequest, reply?: (answer: SubscribeAnswer) => void) {
        this.sent.push({ name, request });
        reply?.(this.answer(request));
    }
    up() {
        this.connected = true;
        this.#listeners.get('connect')?.();
    }
    down() {
        this.connected = false;
        this.#listeners.get('disconnect')?.();
    }
    refused() {
        this.#listeners.get('connect_error')?.(new Error('xhr poll error'));
    }
    hear(seq: number, channel = 'user', event = 'update') {
        const payload = { id: String(seq) } as Status;
        this.#listeners.get('event')?.({ channel, seq, event, payload } as ChannelEvent);
    }
}

async function connection() {
    const socket = new FakeSocket();
    const live = new LiveConnection((async () => socket) as unknown as Connect);
    const heard: string[] = [];
    const leave = live.join('user', {
        onEvent: (event) => void heard.push(`${event.event} ${(event.payload as Status).id}`),
        onJoined: (complete) =>
            void heard.push(complete ? 'joined, complete' : 'joined, read what is missing'),
    });
    await live.start();
    return { socket, live, heard, leave };
}

describe('the live connection', () => {
    test('joins when the socket comes up, and hears events once each, in order', async () => {
        const { socket, heard } = await connection();
        socket.up();
        socket.hear(1);
        socket.hear(2);
        socket.hear(2);
        expect(heard).toEqual(['joined, read what is missing', 'update 1', 'update 2']);
    });

    test('joins again where it was, and knows that nothing was missed', async () => {
        const { socket, heard } = await connection();
        socket.up();
        socket.hear(1);
        socket.down();
        socket.answer = (request) => ({ seq: request.since ?? 0, missed: 0 });
        socket.up();
        expect(socket.sent.at(-1)).toEqual({ name: 'subscribe', request: { channel: 'user', since: 1 } });
        expect(heard.at(-1)).toBe('joined, complete');
    });

    test('hears what it missed when it joins again, and goes on from there', async () => {
        const { socket, heard } = await connection();
        socket.up();
        socket.hear(1);
        socket.down();
        socket.answer = ({ since }) => {
            for (let seq = (since ?? 0) + 1; seq <= 5; seq++) socket.hear(seq);
            return { seq: 5, missed: 4 };
        };
        socket.up();
        expect(heard.slice(-5)).toEqual(['update 2', 'update 3', 'update 4', 'update 5', 'joined, complete']);
        socket.hear(5);
        expect(heard.at(-1)).toBe('joined, complete');
    });

    test('cut off in the middle of what it missed, it comes back with the number it got to', async () => {
        const { socket, heard } = await connection();
        socket.up();
        socket.hear(1);
        socket.down();
        socket.answer = () => ({ seq: 9, missed: 8 });
        const { emit } = socket;
        socket.emit = (name, request) => void socket.sent.push({ name, request });
        socket.up();
        socket.hear(4);
        socket.down();
        socket.emit = emit;
        socket.up();
        expect(socket.sent.at(-1)).toEqual({ name: 'subscribe', request: { channel: 'user', since: 4 } });
        expect(heard.at(-1)).toBe('joined, complete');
    });

    test('reads everything anew when the server cannot know what it missed, and when it says so', async () => {
        const { socket, heard } = await connection();
        socket.up();
        socket.hear(1);
        socket.down();
        socket.answer = () => ({ seq: 5, missed: null });
        socket.up();
        expect(heard.at(-1)).toBe('joined, read what is missing');
        socket.hear(6);
        socket.hear(9, 'user', 'reload');
        expect(heard.slice(-2)).toEqual(['update 6', 'joined, read what is missing']);
    });

    test('leaves a channel half a minute after the last listener', async () => {
        vi.useFakeTimers();
        const { socket, live, leave } = await connection();
        socket.up();
        leave();
        vi.advanceTimersByTime(29_000);
        // Somebody came back in time: the room was never left, only what happened in between is unknown.
        const leaveAgain = live.join('user', { onEvent: () => {}, onJoined: () => {} });
        vi.advanceTimersByTime(60_000);
        expect(socket.sent.map((message) => message.name)).toEqual(['subscribe']);
        leaveAgain();
        vi.advanceTimersByTime(30_000);
        expect(socket.sent.map((message) => message.name)).toEqual(['subscribe', 'unsubscribe']);
        vi.useRealTimers();
    });

    test('a refused channel is not heard of again', async () => {
        const { socket, heard } = await connection();
        socket.answer = () => ({ error: 'Not allowed' });
        socket.up();
        expect(heard).toEqual([]);
    });

    test('tells that it is down also where it never came up', async () => {
        const { socket, live } = await connection();
        const told: boolean[] = [];
        live.onStatus((up) => void told.push(up));
        socket.refused();
        expect(told).toEqual([false]);
    });
});
