import type { Status } from '$lib/mastodon-api/entities';
import { database } from './open';
import type { StoredSaved } from './records';
import { limits } from './retention-limits';
import { writeQuietly } from './write-quietly';

/** The ids of the posts that the person put aside or marked, newest first, as far as the device knows. */
export async function readSaved(id: StoredSaved['id']): Promise<string[]> {
    return (await database().get('saved', id))?.ids ?? [];
}

/** Keeps the newest of them; those below, read at another time, stay until there are too many. */
export async function keepSaved(id: StoredSaved['id'], newest: readonly Pick<Status, 'id'>[]): Promise<void> {
    const told = newest.map((status) => status.id);
    const before: string[] = await readSaved(id).catch(() => []);
    const last = told.at(-1);
    const below = last === undefined ? [] : before.slice(before.indexOf(last) + 1 || before.length);
    const ids = [...new Set([...told, ...below])].slice(0, limits().saved);
    await writeQuietly([{ store: 'saved', put: { id, ids, fetchedAt: Date.now() } }]);
}
