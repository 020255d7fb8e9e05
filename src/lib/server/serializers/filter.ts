import type { Filter, FilterKeyword, FilterStatus, V1Filter } from '$lib/mastodon-api/entities';
import type { ChosenStatus, Filter as FilterRow, Keyword, PhraseFilter } from '../domain/filters';
import { asMoment } from './moments';

/** https://docs.joinmastodon.org/entities/Filter/ */
export function filterEntity(filter: FilterRow): Filter {
    return {
        ...shallowFilterEntity(filter),
        keywords: filter.keywords.map(keywordEntity),
        statuses: filter.statuses.map(filterStatusEntity),
    };
}

/** The same without its parts, as it stands in a FilterResult. */
export function shallowFilterEntity({ id, title, context, expiresAt, action }: FilterRow): Filter {
    return {
        id,
        title,
        context,
        expires_at: expiresAt === null ? null : asMoment(expiresAt),
        filter_action: action,
    };
}

/** https://docs.joinmastodon.org/entities/FilterKeyword/ */
export function keywordEntity({ id, keyword, wholeWord }: Keyword): FilterKeyword {
    return { id, keyword, whole_word: wholeWord };
}

/** https://docs.joinmastodon.org/entities/FilterStatus/ */
export function filterStatusEntity({ id, statusId }: ChosenStatus): FilterStatus {
    return { id, status_id: statusId };
}

/** https://docs.joinmastodon.org/entities/V1_Filter/ */
export function v1FilterEntity({ filter, keyword }: PhraseFilter): V1Filter {
    return {
        id: keyword.id,
        phrase: keyword.keyword,
        context: filter.context,
        expires_at: filter.expiresAt === null ? null : asMoment(filter.expiresAt),
        irreversible: filter.action === 'hide',
        whole_word: keyword.wholeWord,
    };
}
