import { database } from '../database/open';
import { randomId } from '../database/random-id';
import type { KeptMessage } from '../database/records';
import { writeQuietly } from '../database/write-quietly';
import type { Toast } from '../stores/toasts.svelte';

/** Writes down what was told, for who looked away. */
export async function keepMessage({ text, kind, at }: Toast): Promise<void> {
    await writeQuietly([{ store: 'messages', put: { id: randomId(), at, text, tone: kind } }]);
}

/** What was told on this device, the newest first. */
export async function keptMessages(): Promise<KeptMessage[]> {
    return (await database().getAll('messages')).sort((a, b) => b.at - a.at);
}
