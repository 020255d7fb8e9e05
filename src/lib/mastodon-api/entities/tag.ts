/** Use on one day; all three are decimal strings, `day` in seconds since 1970. */
export interface TagHistory {
    day: string;
    uses: string;
    accounts: string;
}

/** https://docs.joinmastodon.org/entities/Tag/ */
export interface Tag {
    id: string;
    /** Without `#`. */
    name: string;
    url: string;
    history: TagHistory[];
    /** Only for a signed-in viewer. */
    following?: boolean;
    /** Only for a signed-in viewer. */
    featuring?: boolean;
}

/** https://docs.joinmastodon.org/entities/FeaturedTag/ */
export interface FeaturedTag {
    id: string;
    name: string;
    url: string;
    /** A decimal string. */
    statuses_count: string;
    last_status_at: string | null;
}

/** https://docs.joinmastodon.org/entities/Tag/#admin */
export interface AdminTag extends Tag {
    trendable: boolean;
    usable: boolean;
    requires_review: boolean;
}
