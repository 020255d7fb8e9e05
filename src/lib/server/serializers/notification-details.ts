import { inArray } from 'drizzle-orm';
import { baseLocale, isLocale, m } from '$lib/i18n';
import type {
    Account,
    NotificationFallback,
    NotificationType,
    RelationshipSeveranceEvent,
    Report,
} from '$lib/mastodon-api/entities';
import { isId, type Database } from '../db';
import { severances } from '../db/schema';
import type { NotificationRow } from '../domain/notifications';
import { findReportsFor } from '../domain/reports';
import type { Actor } from '../domain/users';
import { presentReports } from './report';
import { shownAddress } from '../media';
import { notificationSentence } from './notification-words';

/** What a client says of itself, so that it is told in words what it does not know. */
export interface NotificationReader {
    /** The types it knows, as `supported_types[]`; undefined where it does not say. */
    supports?: readonly string[];
    locale?: string;
}

/** What only some kinds of notification carry. */
export interface NotificationDetails {
    event?: RelationshipSeveranceEvent;
    report?: Report;
    fallback?: NotificationFallback;
    emoji?: string;
    emoji_url?: string;
}

const CAUSES = {
    'own-domain-block': 'user_domain_block',
    'domain-block': 'domain_block',
    suspension: 'account_suspension',
} as const;

/** Not Mastodon's: whoever does not say that they know them is told in words. */
const OTHERS_TYPES: readonly NotificationType[] = ['emoji_reaction'];

/**
 * Reads what the rows carry, with queries only for what there is; the result answers for each of them. Undefined for
 * what the viewer may no longer read: a report, for whoever does not handle reports any more.
 */
export async function loadDetails(
    db: Database,
    viewer: Actor,
    rows: readonly NotificationRow[],
    { supports, locale = baseLocale }: NotificationReader,
): Promise<(row: NotificationRow, type: NotificationType, by: Account) => NotificationDetails | undefined> {
    const [events, reports] = await Promise.all([findEvents(db, rows), findReports(db, viewer, rows)]);
    return (row, type, by) => {
        const event = events.get(row.detail?.severanceId ?? '');
        const report = reports.get(row.detail?.reportId ?? '');
        if (row.kind === 'report' && !report) return undefined;
        const isKnown = supports ? supports.includes(type) : !OTHERS_TYPES.includes(type);
        return {
            ...(event && { event }),
            ...(report && { report }),
            ...(row.kind === 'reaction' && row.detail?.emoji && { emoji: row.detail.emoji }),
            ...(row.kind === 'reaction' &&
                row.detail?.emojiUrl && { emoji_url: shownAddress(row.detail.emojiUrl) ?? undefined }),
            ...(!isKnown && { fallback: fallbackFor(row, by, locale) }),
        };
    };
}

async function findReports(
    db: Database,
    viewer: Actor,
    rows: readonly NotificationRow[],
): Promise<Map<string, Report>> {
    const ids = rows.flatMap(({ detail }) => detail?.reportId ?? []);
    return presentReports(db, viewer, await findReportsFor(db, viewer, ids));
}

async function findEvents(
    db: Database,
    rows: readonly NotificationRow[],
): Promise<Map<string, RelationshipSeveranceEvent>> {
    const ids = rows.flatMap(({ detail }) => (isId(detail?.severanceId) ? [detail.severanceId] : []));
    const found = ids.length > 0 ? await db.select().from(severances).where(inArray(severances.id, ids)) : [];
    return new Map(
        found.map((row) => [
            row.id,
            {
                id: row.id,
                type: CAUSES[row.cause],
                purged: false,
                target_name: row.targetName,
                followers_count: row.followersCount,
                following_count: row.followingCount,
                created_at: row.createdAt.toISOString(),
            },
        ]),
    );
}

function fallbackFor({ kind }: NotificationRow, by: Account, language: string): NotificationFallback {
    const locale = isLocale(language) ? language : baseLocale;
    return {
        title: notificationSentence(kind, by.display_name || by.username, locale),
        summary: m.notification_fallback_summary({}, { locale }),
        details: null,
    };
}
