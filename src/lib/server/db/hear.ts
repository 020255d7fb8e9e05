import type { Database } from './client';

/** Hears what the database tells on a channel. */
export interface Hearing {
    /** What a notification says. */
    onWord(payload: string): void;
    /** Nothing was heard for a while: anything may have been said. */
    onGap(): void;
}

const hearings = new WeakMap<object, Map<string, Set<Hearing>>>();

/** What the driver of `openDatabase` calls for a notification that reaches one of the pool's own connections. */
export function announceOn(client: object, channel: string, payload: string): void {
    for (const hearing of hearings.get(client)?.get(channel) ?? []) hearing.onWord(payload);
}

/**
 * Hears `channel` as long as the database is open. What another process's transaction told arrives within
 * milliseconds. What this process told itself has arrived before its COMMIT returns, if the trigger that tells it lets
 * its session listen first (`LISTEN channel` and then `pg_notify`): so a memory that forgets when it is told is exact
 * for whoever changed something here and then asks.
 */
export async function hear(db: Database, channel: string, hearing: Hearing): Promise<void> {
    let channels = hearings.get(db.$client);
    if (!channels) hearings.set(db.$client, (channels = new Map()));
    const known = channels.get(channel);
    channels.set(channel, (known ?? new Set()).add(hearing));
    await db.$client.listen(
        channel,
        (payload) => hearing.onWord(payload),
        () => hearing.onGap(),
    );
}

/**
 * Something a process remembers of a database: opened once for each database that is asked about, and told by `channel`
 * what changed. Hearing begins before anything is remembered, so that a change in between is heard.
 */
export function memoryHearing<M extends Hearing>(
    channel: string,
    open: () => M,
): (db: Database) => Promise<M> {
    const opened = new WeakMap<Database, Promise<M>>();
    return (db) => {
        let memory = opened.get(db);
        if (!memory) {
            const fresh = open();
            opened.set(db, (memory = hear(db, channel, fresh).then(() => fresh)));
            memory.catch(() => opened.delete(db));
        }
        return memory;
    };
}
