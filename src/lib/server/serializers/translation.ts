import type { Translation } from '$lib/mastodon-api/entities';
import type { StatusTranslation } from '../domain/translations';

/** https://docs.joinmastodon.org/entities/Translation/ */
export function translationEntity(translation: StatusTranslation): Translation {
    const { contentHtml, contentWarning, poll, media, language, detectedLanguage, provider } = translation;
    return {
        content: contentHtml,
        spoiler_text: contentWarning,
        poll: poll && { id: poll.id, options: poll.options.map((title) => ({ title })) },
        media_attachments: media,
        language,
        detected_source_language: detectedLanguage,
        provider,
    };
}
