import type { Viewer } from '../domain/users';
import type { NumberedEvent } from './event-text';
import type { Farewell, Listener } from './listeners';
import type { StreamName } from './rooms';
import type { Streaming } from './streaming';

/** What may wait for a reader; `Listeners` drops the connection before. */
const BUFFER_BYTES = 2_000_000;
/** Proxies close what is silent for a minute. */
const THUMP_MS = 15_000;

/**
 * A stream as server-sent events, one stream a connection. https://docs.joinmastodon.org/methods/streaming/
 * @throws what `Streaming.subscribe` and `Listeners.enter` throw, before anything is answered.
 */
export async function openEventStream(
    streaming: Streaming,
    viewer: Viewer,
    stream: StreamName,
): Promise<Response> {
    const listener = new EventStreamListener(viewer, () => streaming.listeners.leave(listener));
    streaming.listeners.enter(listener);
    try {
        await streaming.subscribe(listener, stream);
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
                    this.#write(':)\n\n');
                    this.#thump = setInterval(() => this.#write(':thump\n\n'), THUMP_MS).unref();
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
        for (const { text } of events) {
            const data = text.plain === undefined ? '' : `data: ${text.plain}\n`;
            this.#write(`event: ${text.event}\n${data}\n`);
        }
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
