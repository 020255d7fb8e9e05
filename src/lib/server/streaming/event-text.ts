import type { StreamEventName } from '$lib/mastodon-api/streaming';

/** An event as it is written to sockets: its payload is made into text once, however many listen. */
export class EventText {
    readonly event: StreamEventName;
    /** The payload as JSON; undefined for an event without one. */
    readonly json: string | undefined;
    readonly #payload: unknown;
    readonly #frames = new Map<string, Uint8Array<ArrayBuffer>>();

    constructor(event: StreamEventName, payload: unknown) {
        this.event = event;
        this.#payload = payload;
        this.json = payload === undefined ? undefined : JSON.stringify(payload);
    }

    /** As server-sent events carry it: bare ids stand alone, everything else is JSON. */
    get plain(): string | undefined {
        return typeof this.#payload === 'string' ? this.#payload : this.json;
    }

    /** The bytes that a transport writes, by what they differ in beside the text; made for the first who needs them. */
    frame(variant: string, make: () => string): Uint8Array<ArrayBuffer> {
        let frame = this.#frames.get(variant);
        if (!frame) this.#frames.set(variant, (frame = encoder.encode(make())));
        return frame;
    }
}

const encoder = new TextEncoder();

/** An event in a room, with its number there. */
export interface NumberedEvent {
    seq: number;
    text: EventText;
}
