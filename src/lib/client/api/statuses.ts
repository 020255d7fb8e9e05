import type {
    Account,
    Context,
    Poll,
    QuotePolicy,
    Status,
    StatusEdit,
    StatusSource,
    Visibility,
} from '$lib/mastodon-api/entities';
import type { MediaWords } from './media';
import { request, requestPage, type Fetch, type Page } from './request';

/** The form of a new post. https://docs.joinmastodon.org/methods/statuses/#create */
export interface StatusForm {
    status: string;
    spoiler_text?: string;
    sensitive?: boolean;
    visibility?: Visibility;
    language?: string;
    in_reply_to_id?: string;
    media_ids?: string[];
    /** In an edit: what is said about the files from now on. */
    media_attributes?: ({ id: string } & MediaWords)[];
    content_type?: string;
    poll?: { options: string[]; expires_in: number; multiple?: boolean; hide_totals?: boolean };
    quoted_status_id?: string;
    quote_approval_policy?: QuotePolicy;
}

/** Posts once per `idempotencyKey`, however often it is called. */
export function createStatus(fetch: Fetch, form: StatusForm, idempotencyKey: string): Promise<Status> {
    return request(fetch, 'POST', '/api/v1/statuses', {
        body: form,
        headers: { 'idempotency-key': idempotencyKey },
        timeout: 60_000,
    });
}

/** https://docs.joinmastodon.org/methods/statuses/#edit */
export function editStatus(fetch: Fetch, id: string, form: StatusForm): Promise<Status> {
    return request(fetch, 'PUT', `/api/v1/statuses/${id}`, { body: form });
}

/** https://docs.joinmastodon.org/methods/statuses/#get */
export function getStatus(fetch: Fetch, id: string): Promise<Status> {
    return request(fetch, 'GET', `/api/v1/statuses/${id}`);
}

/** https://docs.joinmastodon.org/methods/statuses/#context */
export function getContext(fetch: Fetch, id: string): Promise<Context> {
    return request(fetch, 'GET', `/api/v1/statuses/${id}/context`);
}

/** Answers with the deleted status and its source text. https://docs.joinmastodon.org/methods/statuses/#delete */
export function deleteStatus(fetch: Fetch, id: string): Promise<Status> {
    return request(fetch, 'DELETE', `/api/v1/statuses/${id}`);
}

/** https://docs.joinmastodon.org/methods/statuses/#source */
export function getStatusSource(fetch: Fetch, id: string): Promise<StatusSource> {
    return request(fetch, 'GET', `/api/v1/statuses/${id}/source`);
}

/** https://docs.joinmastodon.org/methods/statuses/#history */
export function getStatusHistory(fetch: Fetch, id: string): Promise<StatusEdit[]> {
    return request(fetch, 'GET', `/api/v1/statuses/${id}/history`);
}

/** What a viewer can do to a status and take back again. */
export type StatusInteraction =
    'favourite' | 'unfavourite' | 'reblog' | 'unreblog' | 'bookmark' | 'unbookmark';

/** https://docs.joinmastodon.org/methods/statuses/#favourite and its siblings. */
export function interactWithStatus(
    fetch: Fetch,
    id: string,
    interaction: StatusInteraction,
): Promise<Status> {
    return request(fetch, 'POST', `/api/v1/statuses/${id}/${interaction}`);
}

/**
 * Puts an emoji under a status, or takes it back: a character, or a shortcode of this community. Not part of Mastodon's
 * API; under the names of Pleroma and Fedibird.
 */
export function reactToStatus(fetch: Fetch, id: string, emoji: string, on: boolean): Promise<Status> {
    const path = `/api/v1/statuses/${id}/emoji_reactions/${encodeURIComponent(emoji)}`;
    return request(fetch, on ? 'PUT' : 'DELETE', path);
}

/** https://docs.joinmastodon.org/methods/statuses/#favourited_by */
export function getFavouritedBy(fetch: Fetch, id: string): Promise<Page<Account>> {
    return requestPage(fetch, `/api/v1/statuses/${id}/favourited_by`);
}

/** https://docs.joinmastodon.org/methods/statuses/#reblogged_by */
export function getBoostedBy(fetch: Fetch, id: string): Promise<Page<Account>> {
    return requestPage(fetch, `/api/v1/statuses/${id}/reblogged_by`);
}

/** https://docs.joinmastodon.org/methods/polls/#vote */
export function votePoll(fetch: Fetch, id: string, choices: readonly number[]): Promise<Poll> {
    return request(fetch, 'POST', `/api/v1/polls/${id}/votes`, { body: { choices } });
}
