import { addressingOf } from '../../activitypub/addressing';
import type { mediaAttachments, polls } from '../../db/schema';
import type { AccountRow } from '../../domain/accounts';
import type { CommunityEmoji } from '../../domain/emoji';
import { audienceRules, type StatusRow } from '../../domain/statuses';
import { addressOfKey } from '../../storage';
import { pollDocument } from './poll';
import { withQuoteInline } from '$lib/text';
import { interactionPolicyDocument } from './interaction-policy';
import { emojiTags, hashtagTags, mentionTags, type MentionedPerson } from './tags';

/** A status with everything its document says. */
export interface NoteParts {
    status: StatusRow;
    author: AccountRow;
    mentioned: MentionedPerson[];
    hashtags: { name: string; displayName: string }[];
    media: (typeof mediaAttachments.$inferSelect)[];
    poll: typeof polls.$inferSelect | undefined;
    /** The emoji it was written with, as they are now. */
    emojis: readonly CommunityEmoji[];
    /** The page of what it quotes. */
    quotedUrl: string | null;
}

export type NoteDocument = ReturnType<typeof noteDocument>;

/** Whom a status is addressed to, by the audience its author chose. */
export function addressingOfStatus({
    status,
    author,
    mentioned,
}: Pick<NoteParts, 'status' | 'author' | 'mentioned'>) {
    return addressingOf(status.visibility, {
        followersUrl: author.followersUrl,
        mentioned: mentioned.map(({ uri }) => uri),
    });
}

/** A member's status as other servers read it. */
export function noteDocument(parts: NoteParts) {
    const { status, author, mentioned, hashtags, media, poll } = parts;
    const { to, cc } = addressingOfStatus(parts);
    const content = parts.quotedUrl
        ? withQuoteInline(status.contentHtml, parts.quotedUrl)
        : status.contentHtml;
    return {
        id: status.uri,
        type: poll ? 'Question' : 'Note',
        attributedTo: author.uri,
        content,
        contentMap: status.language ? { [status.language]: content } : undefined,
        source: status.source ? { content: status.source, mediaType: status.contentType } : undefined,
        summary: status.contentWarning || null,
        sensitive: status.sensitive,
        published: status.createdAt.toISOString(),
        updated: status.editedAt?.toISOString(),
        url: status.url ?? status.uri,
        inReplyTo: status.inReplyToUri,
        context: status.contextUri ?? undefined,
        conversation: status.contextUri ?? undefined,
        to,
        cc,
        tag: [...mentionTags(mentioned), ...hashtagTags(hashtags), ...emojiTags(status.emojis, parts.emojis)],
        attachment: media.map(attachmentDocument),
        ...aroundDocument(status),
        ...quoteDocument(status),
        interactionPolicy: interactionPolicyDocument(parts),
        ...(poll && pollDocument(poll)),
    };
}

/** Where the answers to a post for everybody are, and how many there are of them, of likes and of boosts. */
function aroundDocument({ uri, visibility, localOnly, ...status }: NoteParts['status']) {
    if (!audienceRules[visibility].open || localOnly) return undefined;
    return {
        replies: { id: `${uri}/replies`, ...totals(status.repliesCount), first: `${uri}/replies?page=true` },
        likes: { id: `${uri}/likes`, ...totals(status.favouritesCount) },
        shares: { id: `${uri}/shares`, ...totals(status.boostsCount) },
    };
}

const totals = (totalItems: number) => ({ type: 'OrderedCollection', totalItems });

/** A quote under all names it goes by, with the quoted author's stamp once there is one. What was refused is not told. */
function quoteDocument({ quoteOfUri: quote, quoteState, quoteApprovalUri }: NoteParts['status']) {
    if (!quote || (quoteState !== 'accepted' && quoteState !== 'pending')) return undefined;
    const quoteAuthorization = quoteState === 'accepted' ? (quoteApprovalUri ?? undefined) : undefined;
    return { quote, quoteAuthorization, quoteUri: quote, quoteUrl: quote, _misskey_quote: quote };
}

function attachmentDocument(media: NoteParts['media'][number]) {
    const isFocused = media.focusX !== null && media.focusY !== null;
    return {
        type: 'Document',
        mediaType: media.mimeType ?? undefined,
        url: media.key ? addressOfKey(media.key) : (media.remoteUrl ?? ''),
        name: media.description,
        blurhash: media.blurhash ?? undefined,
        focalPoint: isFocused ? [(media.focusX ?? 0) / 1_000, (media.focusY ?? 0) / 1_000] : undefined,
        width: media.original?.width,
        height: media.original?.height,
        duration: media.original?.duration === undefined ? undefined : `PT${media.original.duration}S`,
        icon: posterDocument(media),
    };
}

/** The picture that stands for film and sound before they are played. */
function posterDocument({ type, previewKey }: NoteParts['media'][number]) {
    if (type === 'image' || !previewKey) return undefined;
    return { type: 'Image', mediaType: 'image/webp', url: addressOfKey(previewKey) };
}
