import { escapeHtml } from '$lib/text';
import { readApprovals, type Approvals } from './read-approvals';
import { readPoll, type PollRecord } from './read-poll';
import { readQuote, type QuoteRecord } from './read-quote';
import { readTags, type TagRecords } from './read-tags';
import { sanitizeStatusHtml } from './sanitize-html';
import {
    addressOf,
    countOf,
    dateOf,
    DocumentRefused,
    fileOf,
    idOf,
    isObject,
    listOf,
    objectsOf,
    pageOf,
    recipientsOf,
    textOf,
    typeOf,
    type Json,
} from './untrusted';
import { NOTE_TYPES, type NoteType } from './vocabulary';

/** A post as its author's server describes it, its HTML already sanitized. */
export interface NoteRecord extends TagRecords {
    id: string;
    type: NoteType;
    author: string;
    contentHtml: string;
    contentWarning: string;
    sensitive: boolean;
    language: string | undefined;
    published: Date | undefined;
    updated: Date | undefined;
    url: string | undefined;
    inReplyTo: string | undefined;
    to: string[];
    cc: string[];
    attachments: AttachmentRecord[];
    poll: PollRecord | undefined;
    /** A vote is a Note with a name and no content, in answer to a poll. */
    voteFor: string | undefined;
    quote: QuoteRecord | undefined;
    /** Who may quote it; undefined where its server says nothing about quotes. */
    quoteApprovals: Approvals | undefined;
    conversation: string | undefined;
    replies: string | undefined;
    counts: { replies?: number; likes?: number; shares?: number };
}

export interface AttachmentRecord {
    url: string;
    mediaType: string;
    description: string;
    blurhash: string | undefined;
    focus: { x: number; y: number } | undefined;
    width: number | undefined;
    height: number | undefined;
}

const MAX_CONTENT = 200_000;
const MAX_WARNING = 5_000;
const MAX_ATTACHMENTS = 32;
const MAX_DESCRIPTION = 10_000;

/** Reads a post's document. @throws DocumentRefused where id, kind or author is missing. */
export function readNote(json: Json): NoteRecord {
    const id = addressOf(json.id);
    if (!id) throw new DocumentRefused('no-id');
    const type = typeOf(json, NOTE_TYPES);
    if (!type) throw new DocumentRefused('no-type');
    const author = idOf(json.attributedTo);
    if (!author) throw new DocumentRefused('no-author');
    const isPlainNote = type === 'Note' || type === 'Question';
    const url = pageOf(json.url);
    const content = contentOf(json);
    return {
        ...readTags(json.tag),
        id,
        type,
        author,
        contentHtml: isPlainNote ? sanitizeStatusHtml(content) : articleHtml(json, content, url ?? id),
        contentWarning: isPlainNote ? (textOf(json.summary, MAX_WARNING) ?? '') : '',
        sensitive: json.sensitive === true,
        language: languageOf(json, content),
        published: dateOf(json.published),
        updated: dateOf(json.updated),
        url,
        inReplyTo: idOf(json.inReplyTo),
        to: recipientsOf(json.to),
        cc: recipientsOf(json.cc),
        attachments: readAttachments(json.attachment),
        poll: type === 'Question' ? readPoll(json) : undefined,
        voteFor: type === 'Note' && content === '' && json.inReplyTo ? textOf(json.name, 500) : undefined,
        quote: readQuote(json, id),
        quoteApprovals: isObject(json.interactionPolicy)
            ? readApprovals(json.interactionPolicy.canQuote)
            : undefined,
        conversation: textOf(json.context ?? json.conversation, 2_048) || undefined,
        replies: idOf(json.replies),
        counts: { replies: totalOf(json.replies), likes: totalOf(json.likes), shares: totalOf(json.shares) },
    };
}

function contentOf(json: Json): string {
    const content = textOf(json.content, MAX_CONTENT);
    if (content) return content;
    const [first] = isObject(json.contentMap) ? Object.values(json.contentMap) : [];
    return textOf(first, MAX_CONTENT) ?? '';
}

/** What is not a note is announced by its title and a link, around whatever text it has. */
function articleHtml(json: Json, content: string, url: string): string {
    const title = textOf(json.name, 1_000) ?? '';
    const text = content || (textOf(json.summary, MAX_CONTENT) ?? '');
    const heading = title ? `<p><strong>${escapeHtml(title)}</strong></p>` : '';
    return sanitizeStatusHtml(`${heading}${text}<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`);
}

const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

function languageOf(json: Json, content: string): string | undefined {
    if (!isObject(json.contentMap)) return undefined;
    const entries = Object.entries(json.contentMap).slice(0, 20);
    const [language] = entries.find(([, text]) => text === content) ?? entries[0] ?? [];
    return language !== undefined && LANGUAGE.test(language) ? language : undefined;
}

function readAttachments(value: unknown): AttachmentRecord[] {
    return objectsOf(value, 'Document', 'Image', 'Audio', 'Video')
        .map((json) => ({
            url: fileOf(json) ?? '',
            mediaType: /^[a-z]+\/[a-z0-9.+-]{1,80}$/.exec(textOf(json.mediaType, 100) ?? '')?.[0] ?? '',
            description: textOf(json.summary ?? json.name, MAX_DESCRIPTION) ?? '',
            blurhash: /^[\x21-\x7e]{6,100}$/.exec(textOf(json.blurhash, 101) ?? '')?.[0],
            focus: focusOf(json.focalPoint),
            width: countOf(json.width),
            height: countOf(json.height),
        }))
        .filter(({ url }) => url !== '')
        .slice(0, MAX_ATTACHMENTS);
}

function focusOf(value: unknown): AttachmentRecord['focus'] {
    const [x, y] = listOf(value);
    const isFocus = [x, y].every((part) => typeof part === 'number' && part >= -1 && part <= 1);
    return isFocus ? { x: Number(x), y: Number(y) } : undefined;
}

function totalOf(collection: unknown): number | undefined {
    return isObject(collection) ? countOf(collection.totalItems) : undefined;
}
