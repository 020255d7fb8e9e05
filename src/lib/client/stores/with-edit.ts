import type { Status } from '$lib/mastodon-api/entities';
import { escapeHtml } from '$lib/text';
import type { StatusForm } from '../api/statuses';

/** A post as its author wants it from now on; the server puts links and names into the text when it has heard of it. */
export function withEdit(status: Status, { form, at }: { form: StatusForm; at: string }): Status {
    return {
        ...status,
        content: paragraphs(form.status),
        spoiler_text: form.spoiler_text ?? '',
        sensitive: form.sensitive ?? false,
        language: form.language ?? status.language,
        media_attachments: status.media_attachments.filter(({ id }) => form.media_ids?.includes(id)),
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
