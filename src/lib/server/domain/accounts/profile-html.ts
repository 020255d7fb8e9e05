import { findMentions, linkHtml, mentionKey, renderStatusHtml, type MentionTarget } from '$lib/text';
import { config } from '../../config';
import type { Queryable } from '../../db';
import { hashtagPage } from '../hashtags';
import { findByHandle } from './resolve-account';

/** Names in a bio beyond these stay plain text. */
const MOST_MENTIONS = 10;
/** Says that both ends of a link are one person. */
const OWN_LINK = 'me nofollow noopener';

/** A bio as HTML, with links, hashtags and the people who are known here. */
export async function bioHtml(db: Queryable, text: string): Promise<string> {
    const mentions = new Map<string, MentionTarget>();
    for (const span of findMentions(text).slice(0, MOST_MENTIONS)) {
        const host = span.host ?? config().domain;
        const known = await findByHandle(db, { username: span.username, host });
        if (known && !known.suspendedAt)
            mentions.set(mentionKey(span), { url: known.url ?? known.uri, username: known.username });
    }
    return renderStatusHtml(text, { mentions, hashtagUrl: hashtagPage });
}

/** The value of a field as HTML: an address alone says that its page is the same person's. */
export function fieldHtml(value: string): string {
    if (/^https?:\/\/\S+$/i.test(value) && URL.canParse(value)) return linkHtml(value, OWN_LINK);
    return renderStatusHtml(value.replace(/\s+/g, ' ')).replace(/^<p>|<\/p>$/g, '');
}
