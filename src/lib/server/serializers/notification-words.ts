import { m, type Locale } from '$lib/i18n';
import type { NotificationKind } from '../db/schema';

type Sentence = (inputs: { name: string }, options: { locale: Locale }) => string;

const SENTENCES: Record<NotificationKind, Sentence> = {
    mention: m.notification_mention,
    follow: m.notification_follow,
    'follow-request': m.notification_follow_request,
    favourite: m.notification_favourite,
    boost: m.notification_boost,
    poll: (_, options) => m.notification_poll({}, options),
    status: m.notification_status,
    edit: m.notification_update,
    quote: m.notification_quote,
    'quoted-edit': m.notification_quoted_update,
    reaction: m.notification_reaction,
    'severed-relationships': (_, options) => m.notification_severed_plain({}, options),
    'moderation-warning': (_, options) => m.notification_warning({}, options),
    'sign-up': m.notification_sign_up,
    report: m.notification_report,
};

/** What happened, in one sentence of the member's language. */
export function notificationSentence(kind: NotificationKind, name: string, locale: Locale): string {
    return SENTENCES[kind]({ name }, { locale });
}
