import type { MediaAttachment, ScheduledStatus as ScheduledStatusEntity } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { ScheduledStatus } from '../domain/compositions';
import { presentMedia } from './present-media';
import { exactNumber } from './exact-number';

/** Scheduled posts in their order. https://docs.joinmastodon.org/entities/ScheduledStatus/ */
export async function presentScheduled(
    db: Database,
    rows: readonly ScheduledStatus[],
): Promise<ScheduledStatusEntity[]> {
    const media = await presentMedia(
        db,
        rows.flatMap(({ draft }) => draft.mediaIds),
    );
    const byId = new Map(media.map((file) => [file.id, file]));
    return rows.map((row) => scheduledEntity(row, byId));
}

/** One scheduled post. */
export async function presentOneScheduled(
    db: Database,
    row: ScheduledStatus,
): Promise<ScheduledStatusEntity> {
    const media = await presentMedia(db, row.draft.mediaIds);
    return scheduledEntity(row, new Map(media.map((file) => [file.id, file])));
}

function scheduledEntity(
    { id, scheduledAt, draft, appId }: ScheduledStatus,
    media: ReadonlyMap<string, MediaAttachment>,
): ScheduledStatusEntity {
    const { poll, mediaIds } = draft;
    return {
        id,
        scheduled_at: scheduledAt.toISOString(),
        params: {
            text: draft.text,
            visibility: draft.visibility ?? null,
            application_id: exactNumber(appId ?? '0'),
            with_rate_limit: false,
            poll: poll
                ? {
                      options: poll.options,
                      expires_in: poll.expiresIn,
                      multiple: poll.multiple,
                      hide_totals: poll.hideTotals,
                  }
                : null,
            media_ids: mediaIds.length > 0 ? mediaIds : null,
            sensitive: draft.sensitive ?? null,
            spoiler_text: draft.contentWarning || null,
            language: draft.language ?? null,
            in_reply_to_id: draft.inReplyToId === undefined ? null : exactNumber(draft.inReplyToId),
            idempotency: null,
            scheduled_at: null,
            quoted_status_id: draft.quotedStatusId ?? null,
            quote_approval_policy: draft.quotePolicy ?? null,
            in_reply_to_status_id: draft.inReplyToId ?? null,
            content_type: draft.contentType ?? null,
            local_only: draft.localOnly ?? false,
        },
        media_attachments: mediaIds.flatMap((fileId) => media.get(fileId) ?? []),
    };
}
