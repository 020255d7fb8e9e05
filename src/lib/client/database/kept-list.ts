import type { KeptList } from '../stores/paged-list.svelte';
import { database } from './open';
import { writeQuietly } from './write-quietly';

const MOST = 40;

/** Keeps the beginning of a list on the device under a name of its own; of plain values only. */
export function keptUnder<T>(name: string): KeptList<T> {
    const id = `list ${name}`;
    return {
        async read() {
            const kept = (await database().get('meta', id))?.value;
            return Array.isArray(kept) ? (kept as T[]) : [];
        },
        write: (items) => writeQuietly([{ store: 'meta', put: { id, value: items.slice(0, MOST) } }]),
    };
}
