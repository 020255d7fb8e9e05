export type FilterContext = 'home' | 'notifications' | 'public' | 'thread' | 'account';
export type FilterAction = 'warn' | 'hide' | 'blur';

export interface FilterKeyword {
    id: string;
    keyword: string;
    whole_word: boolean;
}

export interface FilterStatus {
    id: string;
    status_id: string;
}

/** https://docs.joinmastodon.org/entities/Filter/ */
export interface Filter {
    id: string;
    title: string;
    context: FilterContext[];
    expires_at: string | null;
    filter_action: FilterAction;
    /** Left out where the filter stands inside a `FilterResult`. */
    keywords?: FilterKeyword[];
    statuses?: FilterStatus[];
}

/** https://docs.joinmastodon.org/entities/FilterResult/ */
export interface FilterResult {
    filter: Filter;
    keyword_matches: string[] | null;
    status_matches: string[] | null;
}

/** One keyword of a filter as version 1 knows it. https://docs.joinmastodon.org/entities/V1_Filter/ */
export interface V1Filter {
    id: string;
    phrase: string;
    context: FilterContext[];
    expires_at: string | null;
    irreversible: boolean;
    whole_word: boolean;
}
