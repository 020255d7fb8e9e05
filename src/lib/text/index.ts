/** The rules of a post's text, the same in the browser and on the server. Pure and linear in the length of the text. */
export { readByteSize, writeByteSize } from './byte-size';
export { CHARACTERS_PER_LINK, countCharacters, countGraphemes } from './count-characters';
export { detectLanguage } from './detect-language';
export { escapeHtml } from './escape-html';
export { findEmoji, type EmojiSpan } from './find-emoji';
export { findHashtags, isHashtagName, normaliseHashtag, type HashtagSpan } from './find-hashtags';
export { findLinks, type LinkSpan, type Span } from './find-links';
export { findMentions, type MentionSpan } from './find-mentions';
export { htmlToText } from './html-to-text';
export { withQuoteInline } from './quote-inline';
export { readStatusesQuery, type StatusesTerms } from './read-statuses-query';
export {
    hashtagHtml,
    linkHtml,
    mentionHtml,
    mentionKey,
    renderStatusHtml,
    type MentionTarget,
    type RenderOptions,
} from './render-status-html';
export { partNumber, splitThread, type SplitOptions } from './split-thread';
