import type { RowChange } from './ledger';
import type { Outcome } from './perform';
import type { OutboxRow } from './row';

/** On which tabs and the service worker tell each other what happens to the outbox. */
export const CHANNEL = 'atoll-outbox';

/** What the server answered comes before the row goes: nobody sees it undone for a moment. */
export type OutboxNews = { answer: { row: OutboxRow; outcome: Outcome } } | { changes: readonly RowChange[] };
