import type { Status, Visibility } from '$lib/mastodon-api/entities';
import { getLocale } from '$lib/i18n';
import { randomId } from '../database/random-id';
import type { Draft } from '../database/records';
import { me } from './me.svelte';

/** The narrower of two audiences: a reply is not shown to more people than what it replies to, unless one says so. */
export function narrower(a: Visibility, b: Visibility): Visibility {
    const order: Visibility[] = ['public', 'unlisted', 'private', 'direct'];
    return order.indexOf(a) > order.indexOf(b) ? a : b;
}

/** The people a reply is addressed to: its author and whom they mentioned, without oneself. */
export function mentionsFor(status: Status, ownId: string | undefined): string {
    const people = [{ id: status.account.id, acct: status.account.acct }, ...status.mentions];
    const accts = new Set(people.filter((person) => person.id !== ownId).map((person) => person.acct));
    return [...accts].map((acct) => `@${acct} `).join('');
}

/** The language a post is in until it says otherwise: that of the account, or of the pages. */
function usualLanguage(): string {
    return me.preferences?.['posting:default:language'] ?? getLocale();
}

/** What a post, or an answer to `replyTo`, begins with. */
export function blankDraft(replyTo: Status | null): Draft {
    const usual = me.preferences?.['posting:default:visibility'] ?? me.account?.source.privacy ?? 'public';
    return {
        id: randomId(),
        text: replyTo ? mentionsFor(replyTo, me.account?.id) : '',
        contentWarning: replyTo?.spoiler_text ?? '',
        sensitive: me.preferences?.['posting:default:sensitive'] ?? false,
        visibility: replyTo ? narrower(replyTo.visibility, usual) : usual,
        language: usualLanguage(),
        inReplyToId: replyTo?.id ?? null,
        contentType: null,
        quotedId: null,
        quotePolicy:
            me.preferences?.['posting:default:quote_policy'] ?? me.account?.source.quote_policy ?? 'public',
        editedId: null,
        poll: null,
        media: [],
        scheduledAt: null,
        scheduledId: null,
        localOnly: false,
        updatedAt: Date.now(),
    };
}
