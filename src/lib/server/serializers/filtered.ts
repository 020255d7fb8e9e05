import type { FilterResult, Status } from '$lib/mastodon-api/entities';
import { htmlToText } from '$lib/text';
import { foldText, type FilterMatch, type FilterMatcher } from '../domain/filters';
import { shallowFilterEntity } from './filter';

/** Of what is longer only the beginning is looked at, in UTF-16 units. */
const LONGEST = 50_000;

const texts = new WeakMap<Status, string>();

/**
 * https://docs.joinmastodon.org/entities/FilterResult/
 * Which of a member's filters hold for a presented status: all that have not ended, whatever their context; clients
 * apply those that count where they show it. Of a boost, those that hold for what it boosts. Pure and synchronous: the
 * filters come from `filtersOf`, and a status is read once, however many members' filters look at it.
 */
export function filteredFor(
    filters: FilterMatcher | undefined,
    status: Status,
    now = Date.now(),
): FilterResult[] {
    if (!filters) return [];
    const original = status.reblog ?? status;
    const ids = status.reblog ? [status.id, original.id] : [status.id];
    return filters.match({ ids, text: textOf(original) }, now).map(resultEntity);
}

/**
 * A status that was presented to somebody else, as a member with these filters gets it: what it boosts and quotes is
 * judged by itself as well. The given status stays as it is.
 */
export function withFilters(filters: FilterMatcher | undefined, status: Status, now = Date.now()): Status {
    const judged = { ...status, filtered: filteredFor(filters, status, now) };
    if (status.reblog) judged.reblog = withFilters(filters, status.reblog, now);
    if (status.quote && 'quoted_status' in status.quote && status.quote.quoted_status)
        judged.quote = {
            ...status.quote,
            quoted_status: withFilters(filters, status.quote.quoted_status, now),
        };
    return judged;
}

/** All that a reader would read: warning, text, the poll's options, descriptions of media. */
function textOf(status: Status): string {
    let text = texts.get(status);
    if (text === undefined) {
        const parts = [
            status.spoiler_text,
            htmlToText(status.content),
            ...(status.poll?.options.map(({ title }) => title) ?? []),
            ...status.media_attachments.map(({ description }) => description ?? ''),
        ];
        texts.set(status, (text = foldText(parts.join('\n').slice(0, LONGEST))));
    }
    return text;
}

function resultEntity({ filter, keyword, statusIds }: FilterMatch): FilterResult {
    return {
        filter: shallowFilterEntity(filter),
        keyword_matches: keyword === null ? null : [keyword],
        status_matches: statusIds.length > 0 ? statusIds : null,
    };
}
