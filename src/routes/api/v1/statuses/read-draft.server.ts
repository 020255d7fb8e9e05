import {
    AUDIENCES,
    type Content,
    type ContentType,
    type Draft,
    type MediaChange,
    type PollDraft,
    QUOTE_POLICIES,
    type QuotePolicy,
    type Revision,
} from '$lib/server/domain/statuses';
import { CONTENT_TYPES } from '$lib/server/db/schema';
import { NotFound, Unprocessable } from '$lib/server/errors';
import type { Input } from '$lib/server/http';
import { readPolicy } from '../interaction_policies/read-policy.server';
import { readWords } from '../media/read-words.server';

/**
 * What a client wants to post, as the API spells it.
 * @throws Unprocessable for what cannot be done here: better refused than posted as something else.
 */
export function readDraft(input: Input): Draft {
    return {
        ...readContent(input),
        visibility: readVisibility(input),
        inReplyToId: readParent(input),
        quotedStatusId: readQuoted(input),
        quotePolicy: readQuotePolicy(input),
        localOnly: input.flag('local_only'),
        allowedMentionIds: input.has('allowed_mentions') ? input.list('allowed_mentions') : undefined,
        scheduledAt: readMoment(input, 'scheduled_at'),
        interactionPolicy: readInteractionPolicy(input),
    };
}

/** What a client wants a post to be from now on. */
export function readRevision(input: Input): Revision {
    return {
        ...readContent(input),
        mediaChanges: (input.groups('media_attributes') ?? []).flatMap(readMediaChange),
    };
}

function readContent(input: Input): Content {
    return {
        text: input.text('status') ?? '',
        contentType: readContentType(input),
        contentWarning: input.text('spoiler_text') ?? '',
        sensitive: input.flag('sensitive'),
        language: readLanguage(input),
        mediaIds: input.list('media_ids'),
        poll: readPoll(input.group('poll')),
    };
}

/** A poll as forms and JSON bring it; one without options is none, as apps send it where nothing is asked. */
function readPoll(input: Input | undefined): PollDraft | undefined {
    const options = input?.list('options', { max: 100 }) ?? [];
    if (!input || options.length === 0) return undefined;
    return {
        options,
        expiresIn: input.integer('expires_in') ?? 0,
        multiple: input.flag('multiple') ?? false,
        hideTotals: input.flag('hide_totals') ?? false,
    };
}

function readVisibility(input: Input): Draft['visibility'] {
    const text = input.text('visibility');
    const visibility = AUDIENCES.find((audience) => audience === text);
    if (text !== undefined && !visibility)
        throw new Unprocessable('Validation failed: Visibility is not included in the list');
    return visibility;
}

function readContentType(input: Input): ContentType | undefined {
    const text = input.text('content_type');
    const contentType = CONTENT_TYPES.find((type) => type === text);
    if (text !== undefined && !contentType)
        throw new Unprocessable('Validation failed: content_type is not included in the list');
    return contentType;
}

/** A language tag such as `en` or `zh-TW`; what is none is as good as not given. */
function readLanguage(input: Input): string | undefined {
    const text = input.text('language');
    return text !== undefined && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text) ? text : undefined;
}

function readParent(input: Input): string | undefined {
    if (input.text('in_reply_to_id') === undefined) return undefined;
    const id = input.id('in_reply_to_id');
    if (id === undefined) throw new NotFound('The post you are trying to reply to does not appear to exist.');
    return id;
}

function readQuoted(input: Input): string | undefined {
    if (input.text('quoted_status_id') === undefined) return undefined;
    const id = input.id('quoted_status_id');
    if (id === undefined) throw new NotFound('The post you are trying to quote does not appear to exist.');
    return id;
}

function readInteractionPolicy(input: Input): Draft['interactionPolicy'] {
    const policy = input.group('interaction_policy');
    return policy && readPolicy(policy);
}

/** Who may quote a post. @throws Unprocessable for a word that names nobody. */
export function readQuotePolicy(input: Input): QuotePolicy | undefined {
    const text = input.text('quote_approval_policy');
    const policy = QUOTE_POLICIES.find((name) => name === text);
    if (text !== undefined && !policy)
        throw new Unprocessable('Validation failed: Quote approval policy is not included in the list');
    return policy;
}

function readMediaChange(input: Input): MediaChange[] {
    const id = input.id('id');
    if (id === undefined) return [];
    return [{ id, ...readWords(input) }];
}

/**
 * A date and time.
 * @throws Unprocessable for what is none, or lies beyond the year 9999.
 */
export function readMoment(input: Input, name: string): Date | undefined {
    const text = input.text(name);
    if (text === undefined) return undefined;
    const moment = new Date(text);
    if (!(moment.getTime() < LAST_MOMENT))
        throw new Unprocessable(`Validation failed: ${name} must be a date`);
    return moment;
}

const LAST_MOMENT = Date.UTC(10_000, 0);
