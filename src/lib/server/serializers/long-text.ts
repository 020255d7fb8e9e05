import type { ExtendedDescription, TermsOfService } from '$lib/mastodon-api/entities';
import { escapeHtml } from '$lib/text';
import type { InstanceSettings } from '../domain/instance';

/** The plain text of a setting as HTML: blank lines part paragraphs, single ones break lines. */
export function paragraphsHtml(text: string): string {
    return text
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.trim())
        .filter(Boolean)
        .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>`)
        .join('');
}

/** A long text of the community. https://docs.joinmastodon.org/entities/ExtendedDescription/ */
export function longTextEntity(text: string, updatedAt: Date | null): ExtendedDescription {
    return { updated_at: (updatedAt ?? new Date(0)).toISOString(), content: paragraphsHtml(text) };
}

/** The terms in force. https://docs.joinmastodon.org/entities/TermsOfService/ */
export function termsEntity({
    termsOfService,
    termsEffectiveDate,
    updatedAt,
}: InstanceSettings & { updatedAt: Date | null }): TermsOfService {
    const since = termsEffectiveDate || (updatedAt ?? new Date(0)).toISOString().slice(0, 10);
    return {
        effective_date: since,
        effective: since <= new Date().toISOString().slice(0, 10),
        content: paragraphsHtml(termsOfService),
        succeeded_by: null,
    };
}
