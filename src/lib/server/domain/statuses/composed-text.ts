import {
    findHashtags,
    findLinks,
    findMentions,
    renderStatusHtml,
    type HashtagSpan,
    type MentionSpan,
    type RenderOptions,
} from '$lib/text';
import type { ContentType } from './draft';
import { markdownText } from './markdown-text';

/** A member's text, read: whom and what it names, and how it looks once the people are found. */
export interface ComposedText {
    mentions: Pick<MentionSpan, 'username' | 'host'>[];
    hashtags: Pick<HashtagSpan, 'id' | 'name'>[];
    html(options: RenderOptions): string;
}

/** Reads a text as the member said it is to be read. */
export function composedText({
    text,
    contentType,
}: {
    text: string;
    contentType: ContentType;
}): ComposedText {
    return contentType === 'text/markdown' ? markdownText(text) : plainText(text);
}

function plainText(text: string): ComposedText {
    const links = findLinks(text);
    return {
        mentions: findMentions(text, links),
        hashtags: findHashtags(text, links),
        html: (options) => renderStatusHtml(text, options),
    };
}
