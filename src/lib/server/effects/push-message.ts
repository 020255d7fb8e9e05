import type { Notification, NotificationType } from '$lib/mastodon-api/entities';
import { baseLocale, isLocale } from '$lib/i18n';
import { htmlToText } from '$lib/text';
import type { Database } from '../db';
import type { Listener } from '../domain/push';
import type { NotificationRow } from '../domain/notifications';
import { unsealToken } from '../push';
import { notificationSentence, presentNotification } from '../serializers';

/** What a device is told. The fields are those Mastodon sends, by which apps read them. */
export interface PushMessage {
    /** The app's own token, by which it knows which of its accounts is meant; empty for our own pages. */
    access_token: string;
    preferred_locale: string;
    notification_id: string;
    notification_type: NotificationType;
    icon: string;
    title: string;
    body: string;
    /** For our own pages only: what belongs together, where it leads, and the post that can be acted on. */
    tag?: string;
    url?: string;
    status_id?: string;
}

const LONGEST_BODY = 140;
const LONGEST_TITLE = 140;
/** A push service takes 4,096 bytes, of which encryption and padding need some (RFC 8291, section 4). */
const MOST_BYTES = 3_500;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The words for one notification in the member's language. Undefined where a filter of theirs hides it.
 * @throws NotFound where it is gone, or is about what they may not see.
 */
export async function pushMessage(
    db: Database,
    listener: Listener,
    row: NotificationRow,
): Promise<PushMessage | undefined> {
    const notification = await presentNotification(db, listener, row.id);
    if (isHidden(notification)) return undefined;
    const { account, status } = notification;
    const locale = isLocale(listener.locale) ? listener.locale : baseLocale;
    const name = cut(account.display_name || account.username, 60);
    const body = status ? status.spoiler_text || htmlToText(status.content) : htmlToText(account.note);
    return fitted({
        access_token: (listener.sealedToken && unsealToken(listener.sealedToken)) ?? '',
        preferred_locale: locale,
        notification_id: row.id,
        notification_type: notification.type,
        icon: account.avatar_static,
        title: cut(notificationSentence(row.kind, name, locale), LONGEST_TITLE),
        body: cut(body.replace(/\s+/g, ' '), LONGEST_BODY),
        ...(listener.sessionId !== null && {
            tag: notification.group_key,
            url: pageOf(notification),
            ...(status && { status_id: status.id }),
        }),
    });
}

function isHidden({ status }: Notification): boolean {
    return (status?.filtered ?? []).some(
        ({ filter }) => filter.filter_action === 'hide' && filter.context.includes('notifications'),
    );
}

function pageOf({ type, account, status }: Notification): string {
    if (status) return `/@${status.account.acct}/${status.id}`;
    return type === 'follow' || type === 'admin.sign_up' ? `/@${account.acct}` : '/notifications';
}

/** At most `most` characters as people count them, the last of them an ellipsis where there were more. */
function cut(text: string, most: number): string {
    const parts: string[] = [];
    for (const { segment } of graphemes.segment(text)) {
        if (parts.length === most) return parts.slice(0, most - 1).join('') + '…';
        parts.push(segment);
    }
    return text;
}

/** Names and words may be of characters that take many bytes: what is least needed goes first. */
function fitted(message: PushMessage): PushMessage {
    const size = (candidate: PushMessage) => Buffer.byteLength(JSON.stringify(candidate));
    if (size(message) <= MOST_BYTES) return message;
    const plain = { ...message, icon: '' };
    for (let most = LONGEST_BODY; most > 1 && size(plain) > MOST_BYTES; most = Math.floor(most / 2)) {
        plain.title = cut(plain.title, most);
        plain.body = cut(plain.body, most);
    }
    return plain;
}
