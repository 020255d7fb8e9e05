import type { StreamEventName } from '$lib/mastodon-api/streaming';

/** An event as it is written to sockets: its payload is made into text once, however many listen. */
export class EventText {
    readonly event: StreamEventName;
    /** The payload as JSON; undefined for an event without one. */
    readonly json: string | undefined;
    readonly #payload: unknown;
    #quoted: string | undefined;

    constructor(event: StreamEventName, payload: unknown) {
        this.event = event;
        this.#payload = payload;
        this.json = payload === undefined ? undefined : JSON.stringify(payload);
    }

    /** As server-sent events carry it: bare ids stand alone, everything else is JSON. */
    get plain(): string | undefined {
        return typeof this.#payload === 'string' ? this.#payload : this.json;
    }

    /** As Mastodon's WebSocket envelope carries it: `plain` as a JSON text. */
    get quoted(): string | undefined {
        return (this.#quoted ??= this.plain === undefined ? undefined : JSON.stringify(this.plain));
    }
}

/** An event in a room, with its number there. */
export interface NumberedEvent {
    seq: number;
    text: EventText;
}
