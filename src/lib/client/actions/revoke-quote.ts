import { m } from '$lib/i18n';
import type { Status } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/** How long it can be undone before it is sent: a quote that was revoked does not come back. */
const UNDO = 7000;

/** The post of `ownId` that `status` quotes, if it does. */
export function quotedOwnPost({ quote }: Status, ownId: string | undefined): Status | null {
    if (quote?.state !== 'accepted' || !('quoted_status' in quote)) return null;
    return quote.quoted_status?.account.id === ownId ? quote.quoted_status : null;
}

/** Takes an own post out of one that quotes it; for seven seconds it can be undone. */
export async function revokeQuote(quoting: Status, quoted: Status): Promise<void> {
    const row = await outbox.enqueue(
        { type: 'revoke', target: quoting.id, payload: { quotedId: quoted.id } },
        { holdFor: UNDO },
    );
    if (row) toasts.info(m.quote_taken_out(), { label: m.undo(), run: () => void outbox.discard(row.id) });
}
