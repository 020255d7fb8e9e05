import type { Status, StatusMention, StatusTag, Visibility } from '$lib/mastodon-api/entities';
import { withQuoteInline } from '$lib/text';
import { hashtagPage } from '../domain/hashtags';
import { audienceRules } from '../domain/statuses';
import { accountEntity, acctOf } from './account';
import { emojiEntities } from './custom-emoji';
import type { AccountRow } from './account-rows';
import { filteredFor } from './filtered';
import type { CardRow, MentionRow, TagRow } from './attached-rows';
import type { Attached, Material } from './hydrate';
import { interactionPolicyEntity } from './interaction-policy';
import { mediaEntity, withheldEntity } from './media-attachment';
import { asMoment } from './moments';
import { pollEntity } from './poll';
import { cardEntity } from './preview-card';
import { quoteApprovalEntity, quoteEntity } from './quote';
import { reactionEntity } from './reaction';
import type { StatusRow } from './status-rows';

const NOTHING: Attached = { mentions: [], tags: [], media: [], reactions: [] };

/**
 * https://docs.joinmastodon.org/entities/Status/
 * Undefined where the viewer may not see it, or where it boosts what they may not see. Pure: all it needs is in `material`.
 */
export function statusEntity(material: Material, id: string): Status | undefined {
    const row = material.statuses.get(id);
    if (!row?.visible) return undefined;
    if (row.boostOfId === null) return contentEntity(material, row);
    const boosted = material.statuses.get(row.boostOfId);
    if (!boosted?.visible) return undefined;
    const entity = contentEntity(material, row);
    const reblog = contentEntity(material, boosted);
    if (!entity || !reblog) return undefined;
    entity.reblog = reblog;
    entity.quote_approval = reblog.quote_approval;
    // Acts on the boost's id mean the boosted status, so what the viewer did to that one is shown here as well.
    if (material.viewerId !== null) {
        entity.favourited = reblog.favourited;
        entity.reblogged = reblog.reblogged;
        entity.bookmarked = reblog.bookmarked;
        entity.muted = reblog.muted;
        entity.filtered = filteredFor(material.filters, entity, material.now);
    }
    return entity;
}

/** A status by itself, without what it boosts. */
function contentEntity(material: Material, row: StatusRow, { isQuoted = false } = {}): Status | undefined {
    const author = material.accounts.get(row.accountId);
    if (!author) return undefined;
    const { mentions, tags, media, poll, card, reactions } = material.attached.get(row.id) ?? NOTHING;
    const emojis = author.mediaRefused ? {} : row.emojis;
    const entity: Status = {
        id: row.id,
        uri: row.uri,
        url: row.url,
        created_at: asMoment(row.createdAt),
        edited_at: row.editedAt === null ? null : asMoment(row.editedAt),
        account: accountOf(material, author),
        content: contentOf(material, row),
        visibility: WIRE[row.visibility],
        sensitive: row.sensitive,
        spoiler_text: row.contentWarning,
        media_attachments: media.map(author.mediaRefused ? withheldEntity : mediaEntity),
        application: row.appName === null ? null : { name: row.appName, website: row.appWebsite },
        mentions: mentions.map(mentionEntity),
        tags: tags.map(tagEntity),
        emojis: emojiEntities(emojis),
        // The origin may know of more than ever came here.
        reblogs_count: Math.max(row.boostsCount, row.originCounts?.shares ?? 0),
        favourites_count: Math.max(row.favouritesCount, row.originCounts?.likes ?? 0),
        replies_count: Math.max(row.repliesCount, row.originCounts?.replies ?? 0),
        quotes_count: row.quotesCount,
        emoji_reactions: reactions.map(reactionEntity),
        in_reply_to_id: row.inReplyToId,
        in_reply_to_account_id: row.inReplyToAccountId,
        reblog: null,
        poll: poll
            ? pollEntity(poll, {
                  now: material.now,
                  viewerId: material.viewerId,
                  authorId: row.accountId,
                  emojis,
              })
            : null,
        card: card ? cardEntity(card, creditedBy(material, card)) : null,
        quote: quoteEntity(
            material,
            row,
            // A quote within a quote names its target only.
            isQuoted ? undefined : (quoted) => contentEntity(material, quoted, { isQuoted: true }),
        ),
        quote_approval: quoteApprovalEntity(row, material.viewerId, mentions),
        ...(row.interactionPolicy !== null && {
            interaction_policy: interactionPolicyEntity(row.interactionPolicy),
        }),
        language: row.language,
        ...(row.localOnly && { local_only: true as const }),
    };
    if (material.viewerId !== null) {
        entity.favourited = row.favourited;
        entity.reblogged = row.boosted;
        entity.muted = row.threadMuted;
        entity.bookmarked = row.bookmarked;
        if (isPinnable(material.viewerId, row)) entity.pinned = row.pinned;
        // A boost says nothing of its own: it is judged together with what it boosts.
        entity.filtered = row.boostOfId === null ? filteredFor(material.filters, entity, material.now) : [];
    }
    return entity;
}

/** A member's quote is announced by a line of its text, for clients and servers that cannot show it otherwise. */
function contentOf({ statuses }: Material, { local, quoteOfId, quoteOfUri, contentHtml }: StatusRow): string {
    if (!local || quoteOfUri === null) return contentHtml;
    const quoted = quoteOfId === null ? undefined : statuses.get(quoteOfId);
    return withQuoteInline(contentHtml, quoted?.url ?? quoteOfUri);
}

/** `limited` is a narrowing of ours that the API has no word for. */
const WIRE: Record<StatusRow['visibility'], Visibility> = {
    public: 'public',
    unlisted: 'unlisted',
    private: 'private',
    limited: 'private',
    direct: 'direct',
};

function accountOf(material: Material, author: AccountRow) {
    return accountEntity(
        author,
        author.movedToId === null ? undefined : material.accounts.get(author.movedToId),
    );
}

/** Nobody suspended is shown as the author of a page. */
function creditedBy(material: Material, { authorId }: CardRow) {
    const author = authorId === null ? undefined : material.accounts.get(authorId);
    return author && !author.suspended ? accountOf(material, author) : null;
}

function isPinnable(viewerId: string, { accountId, boostOfId, visibility }: StatusRow): boolean {
    return accountId === viewerId && boostOfId === null && audienceRules[visibility].pinnable;
}

function mentionEntity(row: MentionRow): StatusMention {
    return { id: row.id, username: row.username, acct: acctOf(row), url: row.url };
}

function tagEntity({ name, displayName }: TagRow): StatusTag {
    return { name: displayName.toLowerCase(), url: hashtagPage(name) };
}
