import { m } from '$lib/i18n';
import type { Account } from '$lib/mastodon-api/entities';
import type { FollowOptions } from '../api/accounts';
import { entities } from '../stores/entities.svelte';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/** How long an unfollowing can be taken back before it is sent. */
const UNDO = 7000;

/**
 * Follows someone, or asks to; or, of who is followed already, changes whether their boosts are shown, each of their
 * posts is told of, and in which languages they are read. Shows at once and works offline.
 */
export async function follow(account: Account, options: FollowOptions = {}): Promise<void> {
    await outbox.enqueue({ type: 'follow', target: account.id, payload: { on: true, ...options } });
}

/** Stops following; for seven seconds it can be undone, before anybody else learns of it. */
export async function unfollow(account: Account): Promise<void> {
    const row = await outbox.enqueue(
        { type: 'follow', target: account.id, payload: { on: false } },
        { holdFor: UNDO },
    );
    if (!row) return;
    const undo = () => void outbox.discard(row.id);
    toasts.info(m.unfollowed({ name: account.acct }), { label: m.undo(), run: undo });
}

/** Follows or stops following, whichever is the opposite of how things stand. */
export async function toggleFollow(account: Account): Promise<void> {
    const relationship = entities.relationship(account.id);
    await (relationship?.following || relationship?.requested ? unfollow(account) : follow(account));
}
