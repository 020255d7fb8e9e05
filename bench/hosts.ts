/** Other servers in a process of their own, and what arrived there. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Certificates } from './certificate.ts';

export interface GroupOptions {
    count: number;
    /** `quick` answers at once, `hanging` accepts and never answers, `trickling` answers one byte a second. */
    kind: 'quick' | 'hanging' | 'trickling';
    /** Speaks https where there are any. */
    tls?: Certificates;
    /** What the quick ones answer, instead of 202. */
    status?: number;
    /** Further header lines of their answers, each ended by CR and LF. */
    headers?: string;
}

/** What was said with a mark, `crossing-N`, as it arrived: milliseconds since 1970, and the host's port. */
export type Arrivals = { at: number; host: number }[];

/** Deliveries that were tried, and what they were answered. */
export type Asked = { at: number; host: number; status: number }[];

export type HostCommand =
    | { do: 'open'; group: GroupOptions }
    | { do: 'down' | 'up' | 'asked'; group: number }
    | { do: 'answer'; group: number; status: number; headers?: string }
    | { do: 'arrivals'; mark: number }
    | { do: 'received' | 'mostConnections' | 'slowNames' };

/** Hosts of one kind. */
export interface Group {
    id: number;
    origins: string[];
}

export class Hosts implements Disposable {
    readonly #process: ChildProcess;
    readonly #waiting = new Map<number, { settle: (result: never) => void; fail: (error: Error) => void }>();
    #asked = 0;

    constructor() {
        const file = fileURLToPath(new URL('host-process.ts', import.meta.url));
        this.#process = fork(file, { stdio: 'inherit' });
        this.#process.on(
            'message',
            ({ id, result, error }: { id: number; result: never; error?: string }) => {
                const asked = this.#waiting.get(id);
                this.#waiting.delete(id);
                if (error === undefined) asked?.settle(result);
                else asked?.fail(new Error(error));
            },
        );
    }

    async open(group: GroupOptions): Promise<Group> {
        const { group: id, ports } = await this.#ask<{ group: number; ports: number[] }>({
            do: 'open',
            group,
        });
        return { id, origins: ports.map((port) => `${group.tls ? 'https' : 'http'}://127.0.0.1:${port}`) };
    }

    /** Stops listening and breaks every connection. */
    down({ id }: Group): Promise<void> {
        return this.#ask({ do: 'down', group: id });
    }

    /** Listens again, where it did. */
    up({ id }: Group): Promise<void> {
        return this.#ask({ do: 'up', group: id });
    }

    /** Answers so from now on. */
    answer({ id }: Group, status: number, headers = ''): Promise<void> {
        return this.#ask({ do: 'answer', group: id, status, headers });
    }

    /** How many deliveries were taken, by all of them. */
    received(): Promise<number> {
        return this.#ask({ do: 'received' });
    }

    /** Every delivery that was tried at hosts of this group. */
    asked({ id }: Group): Promise<Asked> {
        return this.#ask({ do: 'asked', group: id });
    }

    arrivals(mark: number): Promise<Arrivals> {
        return this.#ask({ do: 'arrivals', mark });
    }

    /** The most connections that one of them had at the same time. */
    mostConnections(): Promise<number> {
        return this.#ask({ do: 'mostConnections' });
    }

    /** Opens a name server that takes ten seconds to say that there is no such name; returns its port. */
    slowNames(): Promise<number> {
        return this.#ask({ do: 'slowNames' });
    }

    [Symbol.dispose](): void {
        this.#process.disconnect();
    }

    #ask<T>(command: HostCommand): Promise<T> {
        const id = this.#asked++;
        return new Promise<T>((settle, fail) => {
            this.#waiting.set(id, { settle, fail });
            this.#process.send({ id, command });
        });
    }
}
