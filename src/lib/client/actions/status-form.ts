import type {
    MediaAttachment,
    QuotePolicy,
    ScheduledStatus,
    Status,
    StatusSource,
} from '$lib/mastodon-api/entities';
import { partNumber } from '$lib/text';
import type { StatusForm } from '../api/statuses';
import { randomId } from '../database/random-id';
import type { Draft, PollDraft } from '../database/records';
import { writtenParts } from '../drafts/draft-parts';
import { wordsOf } from '../drafts/media-words';
import type { DraftContent } from '../stores/composer.svelte';

const SHORTEST_POLL = 300;
const A_DAY = 86_400;

/** The request a draft means. */
export function formOf(draft: Draft): StatusForm {
    return {
        ...contentFormOf(draft),
        visibility: draft.visibility,
        ...(draft.inReplyToId ? { in_reply_to_id: draft.inReplyToId } : {}),
        ...(draft.quotedId ? { quoted_status_id: draft.quotedId } : {}),
        ...(draft.scheduledAt ? { scheduled_at: draft.scheduledAt } : {}),
        ...(draft.localOnly ? { local_only: true } : {}),
    };
}

/** The requests that a draft means, of a thread one for each of its posts, with what each shows. */
export function formsOf(draft: Draft): { form: StatusForm; media: readonly MediaAttachment[] }[] {
    const parts = writtenParts(draft);
    const numbered = draft.numbered && parts.length > 1;
    return parts.map(({ text, media }, index) => {
        const numberedText = numbered ? text.trimEnd() + partNumber(index + 1, parts.length) : text;
        const own = { ...draft, text: numberedText, media };
        if (index === 0) return { form: formOf(own), media };
        const after = { ...own, poll: null, inReplyToId: null, quotedId: null };
        return { form: formOf(after), media };
    });
}

/** The request by which an own post becomes what a draft says. */
export function revisionOf(draft: Draft): StatusForm {
    const words = draft.media.map((file) => ({ id: file.id, ...wordsOf(file) }));
    return { ...contentFormOf(draft), ...(words.length > 0 ? { media_attributes: words } : {}) };
}

function contentFormOf(draft: Draft): StatusForm {
    // Said either way: what is left out is as the member has it by default.
    const sensitive = draft.contentWarning.trim() !== '' || (draft.sensitive && draft.media.length > 0);
    return {
        status: draft.text,
        ...(draft.contentWarning.trim() ? { spoiler_text: draft.contentWarning } : {}),
        sensitive,
        quote_approval_policy: draft.quotePolicy,
        ...(draft.language ? { language: draft.language } : {}),
        ...(draft.contentType ? { content_type: draft.contentType } : {}),
        ...(draft.media.length > 0 ? { media_ids: draft.media.map(({ id }) => id) } : {}),
        ...(draft.poll ? { poll: pollFormOf(draft.poll) } : {}),
    };
}

function pollFormOf(poll: PollDraft): NonNullable<StatusForm['poll']> {
    return {
        options: poll.options.map((option) => option.trim()).filter((option) => option !== ''),
        expires_in: poll.until ? secondsUntil(poll.until) : poll.expiresIn,
        multiple: poll.multiple,
        hide_totals: poll.hideTotals,
    };
}

function secondsUntil(moment: string): number {
    return Math.max(SHORTEST_POLL, Math.ceil((Date.parse(moment) - Date.now()) / 1000));
}

/** What somebody wrote, read back from the request made of it. */
export function contentOfForm(form: StatusForm, media: readonly MediaAttachment[]): DraftContent {
    return {
        media: [...media],
        text: form.status,
        contentWarning: form.spoiler_text ?? '',
        sensitive: form.sensitive ?? false,
        visibility: form.visibility ?? 'public',
        language: form.language ?? null,
        contentType: form.content_type ?? null,
        quotePolicy: form.quote_approval_policy ?? 'public',
        scheduledAt: form.scheduled_at ?? null,
        localOnly: form.local_only ?? false,
        poll: form.poll
            ? {
                  options: form.poll.options,
                  expiresIn: form.poll.expires_in,
                  until: null,
                  multiple: form.poll.multiple ?? false,
                  hideTotals: form.poll.hide_totals ?? false,
              }
            : null,
    };
}

/** What somebody wrote as a thread, read back from the requests made of it. */
export function contentOfThread(
    posts: readonly { form: StatusForm; media: readonly MediaAttachment[] }[],
): DraftContent {
    const [first, ...others] = posts.map(({ form, media }) => contentOfForm(form, media));
    const parts = [first, ...others].filter((part) => part !== undefined);
    const ends = parts.map((_, index) => partNumber(index + 1, parts.length));
    const numbered = parts.length > 1 && parts.every(({ text }, index) => text.endsWith(ends[index] ?? ''));
    const textOf = ({ text }: DraftContent, index: number) =>
        numbered ? text.slice(0, -(ends[index]?.length ?? 0)) : text;
    const thread = others.map((part, index) => ({
        id: randomId(),
        text: textOf(part, index + 1),
        media: part.media,
    }));
    const content = first ?? contentOfForm({ status: '' }, []);
    return { ...content, text: textOf(content, 0), thread, numbered };
}

/** What is to be posted later, as it was written. */
export function contentOfScheduled(item: ScheduledStatus): DraftContent {
    const { params, scheduled_at, media_attachments } = item;
    const form: StatusForm = {
        status: params.text,
        spoiler_text: params.spoiler_text ?? undefined,
        sensitive: params.sensitive ?? undefined,
        visibility: params.visibility ?? undefined,
        language: params.language ?? undefined,
        content_type: params.content_type ?? undefined,
        quote_approval_policy: params.quote_approval_policy ?? undefined,
        poll: params.poll ?? undefined,
        scheduled_at,
        local_only: params.local_only,
    };
    return contentOfForm(form, media_attachments);
}

/** What an own post says, as it was written. `source` is the text that its author typed. */
export function contentOfStatus(status: Status, source: StatusSource): DraftContent {
    const { poll, media_attachments: media } = status;
    const plain = !source.content_type || source.content_type === 'text/plain';
    return {
        text: source.text,
        contentWarning: source.spoiler_text,
        sensitive: status.sensitive && media.length > 0,
        visibility: status.visibility,
        language: status.language,
        contentType: plain ? null : (source.content_type ?? null),
        quotePolicy: quotePolicyOf(status),
        media,
        scheduledAt: null,
        localOnly: false,
        poll: poll && {
            options: poll.options.map(({ title }) => title),
            expiresIn: A_DAY,
            until: poll.expired ? null : poll.expires_at,
            multiple: poll.multiple,
            hideTotals: !poll.expired && poll.options.some((option) => option.votes_count === null),
        },
    };
}

function quotePolicyOf({ quote_approval: approval }: Status): QuotePolicy {
    if (approval?.automatic.includes('public')) return 'public';
    return approval?.automatic.includes('followers') ? 'followers' : 'nobody';
}
