import type { NotificationKind } from '../../db/schema';
import type { Circumstances } from './circumstances';
import type { Policy } from './policy';

/** What becomes of a notification: shown, set aside, or never made. */
export type Verdict = 'accept' | 'filter' | 'drop';

/** What concerns one's own posts, choices or office: neither blocks nor policy stand in its way. */
const ALWAYS_TOLD: ReadonlySet<NotificationKind> = new Set([
    'severed-relationships',
    'moderation-warning',
    'sign-up',
    'report',
    'poll',
]);

/** What one asked for by taking part: blocks and mutes hold, the policy doesn't. */
const ASKED_FOR: ReadonlySet<NotificationKind> = new Set(['status', 'edit', 'quoted-edit']);

/** Decides about one notification. The strictest line of the policy that applies wins. */
export function judge(kind: NotificationKind, about: Circumstances, policy: Policy): Verdict {
    if (ALWAYS_TOLD.has(kind)) return 'accept';
    if (about.own || about.unwanted || about.senderSuspended) return 'drop';
    if ((kind === 'mention' || kind === 'quote') && about.namesBlocked) return 'drop';
    if (ASKED_FOR.has(kind) || about.senderIsStaff || about.senderAccepted) return 'accept';
    const verdicts: Verdict[] = [
        about.follows ? 'accept' : policy.forNotFollowing,
        about.followed ? 'accept' : policy.forNotFollowers,
        about.senderNew && !about.follows ? policy.forNewAccounts : 'accept',
        about.senderLimited && !about.follows ? policy.forLimitedAccounts : 'accept',
        about.senderIsBot && !about.follows ? policy.forBots : 'accept',
        kind === 'mention' && about.unaskedPrivate && !about.follows ? policy.forPrivateMentions : 'accept',
    ];
    return verdicts.includes('drop') ? 'drop' : verdicts.includes('filter') ? 'filter' : 'accept';
}
