export type RepliesPolicy = 'followed' | 'list' | 'none';

/** https://docs.joinmastodon.org/entities/List/ */
export interface List {
    id: string;
    title: string;
    replies_policy: RepliesPolicy;
    /** Its members' posts stay out of the home timeline. */
    exclusive: boolean;
}
