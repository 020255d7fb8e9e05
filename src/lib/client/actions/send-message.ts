import { findMentions } from '$lib/text';
import type { Conversation, Status } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';

/**
 * Answers in a conversation, for those in it alone: who is not named in the text is named before it, since a direct post
 * reaches whom it names. Works offline. Rejects when the outbox is full.
 */
export async function sendMessage(
    { accounts }: Pick<Conversation, 'accounts'>,
    inReplyTo: Pick<Status, 'id' | 'language' | 'spoiler_text'> | null,
    text: string,
): Promise<void> {
    const named = new Set(
        findMentions(text).map(({ username, host }) =>
            (host ? `${username}@${host}` : username).toLowerCase(),
        ),
    );
    const unnamed = accounts.filter(({ acct }) => !named.has(acct.toLowerCase()));
    const status = [...unnamed.map(({ acct }) => `@${acct}`), text.trim()].join(' ');
    await outbox.enqueue({
        type: 'post',
        target: null,
        payload: {
            status,
            visibility: 'direct',
            ...(inReplyTo ? { in_reply_to_id: inReplyTo.id } : {}),
            ...(inReplyTo?.spoiler_text ? { spoiler_text: inReplyTo.spoiler_text } : {}),
        },
    });
}
