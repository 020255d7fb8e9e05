import type { Status } from '$lib/mastodon-api/entities';
import { escapeHtml } from '$lib/text';
import type { Revision } from '../outbox/overlay';

/** A post as its author wants it from now on; the server puts links and names into the text when it has heard of it. */
export function withEdit(status: Status, { form, media, at }: Revision): Status {
    return {
        ...status,
        content: paragraphs(form.status),
        spoiler_text: form.spoiler_text ?? '',
        sensitive: form.sensitive ?? false,
        language: form.language ?? status.language,
        media_attachments: [...media],
        poll: form.poll ? status.poll : null,
        edited_at: at,
    };
}

function paragraphs(text: string): string {
    return text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
        .join('');
}
