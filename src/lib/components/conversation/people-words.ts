import { formatList, m } from '$lib/i18n';
import type { Conversation } from '$lib/mastodon-api/entities';

/** Who a conversation is with, in words; of one’s own when nobody else is in it. */
export function peopleWords({ accounts }: Pick<Conversation, 'accounts'>): string {
    const names = accounts.map(({ display_name, username }) => display_name || username);
    return names.length > 0 ? formatList(names) : m.conversation_alone();
}
