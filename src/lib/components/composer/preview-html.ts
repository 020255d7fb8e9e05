import { forOurPages } from '$lib/components/status/status-html';
import type { TextEmoji } from '$lib/components/ui/split-emoji';
import { findMentions, mentionKey, renderStatusHtml } from '$lib/text';

/** A text as the server will render it, should everybody it names exist. All that was written is escaped. */
export function previewHtml(text: string, emojis: readonly TextEmoji[]): string {
    const named = findMentions(text).map((span) => ({ acct: mentionKey(span), username: span.username }));
    const mentions = named.map(({ acct, username }) => ({ id: '', acct, username, url: `/@${acct}` }));
    const html = renderStatusHtml(text, {
        mentions: new Map(mentions.map((person) => [person.acct, person])),
        hashtagUrl: (id) => `/tags/${encodeURIComponent(id)}`,
    });
    return forOurPages(html, { mentions, tags: [] }, emojis);
}
