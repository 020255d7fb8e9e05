import { articleHtml, htmlOfText, pictureOf } from './read-article';
import { readAttachments, type AttachmentRecord } from './read-attachments';
import { readPolicy, type PolicyRecord } from './read-approvals';
import { readPoll, type PollRecord } from './read-poll';
import { readQuote, type QuoteRecord } from './read-quote';
import { readTags, type TagRecords } from './read-tags';
import {
    addressOf,
    authorOf,
    countOf,
    dateOf,
    DocumentRefused,
    idOf,
    isObject,
    pageOf,
    recipientsOf,
    textOf,
    typeOf,
    wordsOf,
    type Json,
} from './untrusted';
import { isPublicAddress, NOTE_TYPES, type NoteType } from './vocabulary';

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
    policy: PolicyRecord;
    /** The thread as a whole: a collection, where its owner keeps one (FEP-7888). */
    context: string | undefined;
    replies: string | undefined;
    /** Where likes and boosts are counted, if the note itself does not tell how many there are. */
    likes: string | undefined;
    shares: string | undefined;
    counts: { replies?: number; likes?: number; shares?: number };
}

const MAX_CONTENT = 200_000;
const MAX_WARNING = 5_000;

/** Reads a post's document. @throws DocumentRefused where id, kind or author is missing. */
export function readNote(json: Json): NoteRecord {
    const id = addressOf(json.id);
    if (!id) throw new DocumentRefused('no-id');
    const type = typeOf(json, NOTE_TYPES);
    if (!type) throw new DocumentRefused('no-type');
    const author = authorOf(json.attributedTo);
    if (!author) throw new DocumentRefused('no-author');
    const isArticle = type !== 'Note' && type !== 'Question' && type !== 'ChatMessage';
    const url = pageOf(json.url);
    const content = wordsOf(json, 'content', MAX_CONTENT) ?? '';
    const attachments = readAttachments(json.attachment);
    const tags = readTags(json.tag);
    return {
        ...tags,
        // A message between two people names its reader only by being for them.
        mentions: type === 'ChatMessage' ? readersOf(json) : tags.mentions,
        id,
        type,
        author,
        contentHtml: isArticle ? articleHtml(json, content, url ?? id) : htmlOfText(content, json.mediaType),
        contentWarning: isArticle ? '' : (wordsOf(json, 'summary', MAX_WARNING) ?? ''),
        sensitive: json.sensitive === true,
        language: languageOf(json, content),
        published: dateOf(json.published),
        updated: dateOf(json.updated),
        url,
        inReplyTo: idOf(json.inReplyTo),
        to: recipientsOf(json.to),
        cc: recipientsOf(json.cc),
        attachments: isArticle && attachments.length === 0 ? pictureOf(json) : attachments,
        poll: type === 'Question' ? readPoll(json) : undefined,
        voteFor: type === 'Note' && content === '' && json.inReplyTo ? textOf(json.name, 500) : undefined,
        quote: readQuote(json, id),
        policy: readPolicy(json.interactionPolicy),
        context: idOf(json.context) ?? idOf(json.conversation),
        replies: idOf(json.replies),
        ...placesOf(json),
        counts: { replies: totalOf(json.replies), likes: totalOf(json.likes), shares: totalOf(json.shares) },
    };
}

const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

/** The language under which the words stand in their map; of what has no content, that of its title. */
function languageOf(json: Json, content: string): string | undefined {
    const map = [json.contentMap, json.nameMap, json.summaryMap].find(isObject);
    const language = map ? keyOf(map, content) : named(json.language);
    return language !== undefined && LANGUAGE.test(language) ? language : undefined;
}

function keyOf(map: Json, words: string): string | undefined {
    const entries = Object.entries(map).slice(0, 20);
    return (entries.find(([, text]) => text === words) ?? entries[0])?.[0];
}

/** How PeerTube and Lemmy tell a language: `{ identifier, name }`. */
function named(language: unknown): string | undefined {
    return isObject(language) ? textOf(language.identifier, 40) : undefined;
}

/** Those a message is sent to. */
function readersOf({ to }: Json): NoteRecord['mentions'] {
    return recipientsOf(to)
        .filter((address) => !isPublicAddress(address))
        .map((href) => ({ href, name: '' }));
}

function placesOf({ likes, shares }: Json) {
    const placeOf = (value: unknown) => (totalOf(value) === undefined ? idOf(value) : undefined);
    return { likes: placeOf(likes), shares: placeOf(shares) };
}

function totalOf(collection: unknown): number | undefined {
    return isObject(collection) ? countOf(collection.totalItems) : undefined;
}
