import { WEB_CLIENT_EVENTS } from '$lib/mastodon-api/streaming';
import type { Viewer } from '../domain/users';
import { EventText, type NumberedEvent } from './event-text';
import type { Farewell, Listener } from './listeners';
import type { StreamName } from './rooms';
import type { Streaming } from './streaming';

/** What may wait for a reader; `Listeners` drops the connection before. */
const BUFFER_BYTES = 2_000_000;
/** Proxies close what is silent for a minute. */
const THUMP_MS = 15_000;

/**
 * A stream as server-sent events, one stream a connection. https://docs.joinmastodon.org/methods/streaming/
 * Events carry their number as `id`, which readers that come back tell as `Last-Event-ID` (`since`): what they missed
 * is sent first, or a `reload` where that is no longer known. A reader that keeps numbers (`keepsNumbers`: every
 * EventSource does) is told where it stands at once, by a block without an event; other libraries stumble over those.
 * @throws what `Streaming.subscribe` and `Listeners.enter` throw, before anything is answered.
 */
export async function openEventStream(
    streaming: Streaming,
    viewer: Viewer,
    stream: StreamName,
    { lastEventId, keepsNumbers }: { lastEventId: string | null; keepsNumbers: boolean },
): Promise<Response> {
    const listener = new EventStreamListener(viewer, () => streaming.listeners.leave(listener));
    streaming.listeners.enter(listener);
    try {
        const since = /^\d{1,16}$/.test(lastEventId ?? '') ? Number(lastEventId) : undefined;
        const { seq, missed } = await streaming.subscribe(listener, stream, since);
        if (lastEventId && missed === null) listener.send(stream, [{ seq, text: RELOAD }]);
        else if (keepsNumbers) listener.stand(seq);
    } catch (error) {
        streaming.listeners.leave(listener);
        throw error;
    }
    return new Response(listener.body, {
        headers: {
            'Content-Type': 'text/event-stream; charset=utf-8',
            'Cache-Control': 'private, no-store',
            // nginx would collect events until its buffer is full.
            'X-Accel-Buffering': 'no',
        },
    });
}

const RELOAD = new EventText('reload', undefined);

class EventStreamListener implements Listener {
    readonly viewer: Viewer;
    readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
    readonly #encoder = new TextEncoder();
    #controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
    #thump: NodeJS.Timeout | undefined;

    constructor(viewer: Viewer, onEnd: () => void) {
        this.viewer = viewer;
        this.body = new ReadableStream<Uint8Array<ArrayBuffer>>(
            {
                start: (controller) => {
                    this.#controller = controller;
                    // Comments are no blocks of their own: Mastodon.py takes every empty line for the end of an event.
                    this.#write(':)\n');
                    this.#thump = setInterval(() => this.#write(':thump\n'), THUMP_MS).unref();
                },
                cancel: () => {
                    clearInterval(this.#thump);
                    onEnd();
                },
            },
            new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES }),
        );
    }

    send(_stream: StreamName, events: NumberedEvent[]): void {
        for (const { seq, text } of events) {
            if (WEB_CLIENT_EVENTS.has(text.event)) continue;
            this.#controller.enqueue(
                text.frame(
                    `sse ${seq}`,
                    // Readers pass over an event without data.
                    () => `id: ${seq}\nevent: ${text.event}\ndata: ${text.plain ?? null}\n\n`,
                ),
            );
        }
    }

    /** Lets the reader know where it stands before anything happens. */
    stand(seq: number): void {
        this.#write(`id: ${seq}\n\n`);
    }

    queuedBytes(): number {
        return BUFFER_BYTES - (this.#controller.desiredSize ?? 0);
    }

    close(farewell: Farewell): void {
        clearInterval(this.#thump);
        // An error throws away what was not read; a close lets it be read first.
        if (farewell === 'too slow') this.#controller.error(new Error('The reader is too slow'));
        else this.#controller.close();
    }

    #write(text: string): void {
        this.#controller.enqueue(this.#encoder.encode(text));
    }
}
