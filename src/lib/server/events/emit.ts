import type { Transaction } from '../db';
import { enqueue } from '../jobs';
import type { Fact } from './events';

/** The queue in which facts wait until the worker looks up what follows from them. */
export const FACTS = 'facts';

/** Says that something happened. The fact exists exactly when the transaction does. */
export async function emit(tx: Transaction, ...facts: Fact[]): Promise<void> {
    await enqueue(tx, FACTS, facts);
}
