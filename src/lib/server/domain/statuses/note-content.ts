import type { NoteRecord } from '../../activitypub/read-note';

/** What a note says, as columns. */
export function contentOf(note: NoteRecord) {
    return {
        contentHtml: note.contentHtml,
        contentWarning: note.contentWarning,
        sensitive: note.sensitive || note.contentWarning !== '',
        language: note.language ?? null,
        emojis: Object.fromEntries(note.emojis.map(({ shortcode, url }) => [shortcode, url])),
    };
}
