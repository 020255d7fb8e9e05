import type { Status, Translation } from '$lib/mastodon-api/entities';
import { getTranslation } from '../api/statuses';
import { loadSanitiser, sanitiseHtml } from '../database/sanitise';
import { community } from '../stores/community.svelte';

/** A post in another language, and who put it so. */
export interface Translated {
    status: Status;
    provider: string;
}

/** Can a post be offered in `wanted`? Only what is open to all goes to a service elsewhere. */
export function canTranslate({ language, visibility, content }: Status, wanted: string): boolean {
    if (!community.instance?.configuration.translation.enabled || !language || content === '') return false;
    if (visibility !== 'public' && visibility !== 'unlisted') return false;
    return language.split('-')[0] !== wanted.split('-')[0];
}

/** Asks for a post in `language`. Rejects when it cannot be had. */
export async function translate(status: Status, language: string): Promise<Translated> {
    const [told] = await Promise.all([
        getTranslation(globalThis.fetch, status.id, language),
        loadSanitiser(),
    ]);
    return { status: inWordsOf(status, told), provider: told.provider };
}

function inWordsOf(status: Status, told: Translation): Status {
    const described = new Map(told.media_attachments.map(({ id, description }) => [id, description]));
    return {
        ...status,
        content: sanitiseHtml(told.content),
        spoiler_text: told.spoiler_text,
        language: told.language,
        poll: status.poll && {
            ...status.poll,
            options: status.poll.options.map((option, index) => ({
                ...option,
                title: told.poll?.options[index]?.title ?? option.title,
            })),
        },
        media_attachments: status.media_attachments.map((media) => ({
            ...media,
            description: described.get(media.id) ?? media.description,
        })),
    };
}
