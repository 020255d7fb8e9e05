import type {
    Account,
    Context,
    EmojiReaction,
    Poll,
    QuotePolicy,
    ScheduledStatus,
    Status,
    StatusEdit,
    StatusSource,
    ThreadAnswers,
    Translation,
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
    /** When it is to appear, ISO 8601. */
    scheduled_at?: string;
    /** For members of this community alone. */
    local_only?: boolean;
}

/** Posts, or schedules a post, once per `idempotencyKey`, however often it is called. */
export function createStatus(
    fetch: Fetch,
    form: StatusForm,
    idempotencyKey: string,
): Promise<Status | ScheduledStatus> {
    return request(fetch, 'POST', '/api/v1/statuses', {
        body: form,
        headers: { 'idempotency-key': idempotencyKey },
        timeout: 60_000,
    });
}

/**
 * What was or will be sent under an Idempotency-Key is not wanted: a post or scheduled post made of it is deleted, and one
 * that comes late is refused. Not part of Mastodon's API.
 */
export async function withdrawStatus(fetch: Fetch, idempotencyKey: string): Promise<void> {
    const path = `/api/atoll/v1/submissions/${encodeURIComponent(idempotencyKey)}`;
    await request(fetch, 'DELETE', path);
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

/** Has answers looked for where the thread was written, unless that was done lately. Not part of Mastodon's API. */
export function checkThread(fetch: Fetch, id: string): Promise<ThreadAnswers> {
    return request(fetch, 'POST', `/api/v1/statuses/${id}/context/check`);
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
export function getFavouritedBy(
    fetch: Fetch,
    id: string,
    path = `/api/v1/statuses/${id}/favourited_by`,
): Promise<Page<Account>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/statuses/#reblogged_by */
export function getBoostedBy(
    fetch: Fetch,
    id: string,
    path = `/api/v1/statuses/${id}/reblogged_by`,
): Promise<Page<Account>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/bookmarks/#get */
export function getBookmarks(fetch: Fetch, path = '/api/v1/bookmarks'): Promise<Page<Status>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/favourites/#get */
export function getFavourites(fetch: Fetch, path = '/api/v1/favourites'): Promise<Page<Status>> {
    return requestPage(fetch, path);
}

/** The posts that quote a status. https://docs.joinmastodon.org/methods/statuses/#quotes */
export function getQuotes(
    fetch: Fetch,
    id: string,
    path = `/api/v1/statuses/${id}/quotes`,
): Promise<Page<Status>> {
    return requestPage(fetch, path);
}

/** Who put which emoji under a status. Under the name of Fedibird and Hollo. */
export function getReactions(fetch: Fetch, id: string): Promise<(EmojiReaction & { accounts: Account[] })[]> {
    return request(fetch, 'GET', `/api/v1/statuses/${id}/emoji_reactions`);
}

/** Takes an own post out of one that quotes it. https://docs.joinmastodon.org/methods/statuses/#revoke_quote */
export function revokeQuote(fetch: Fetch, quotedId: string, quotingId: string): Promise<Status> {
    return request(fetch, 'POST', `/api/v1/statuses/${quotedId}/quotes/${quotingId}/revoke`);
}

/** https://docs.joinmastodon.org/methods/statuses/#edit_interaction_policy */
export function changeQuotePolicy(fetch: Fetch, id: string, policy: QuotePolicy): Promise<Status> {
    const body = { quote_approval_policy: policy };
    return request(fetch, 'PUT', `/api/v1/statuses/${id}/interaction_policy`, { body });
}

/** https://docs.joinmastodon.org/methods/statuses/#mute */
export function muteConversation(fetch: Fetch, id: string, on: boolean): Promise<Status> {
    return request(fetch, 'POST', `/api/v1/statuses/${id}/${on ? 'mute' : 'unmute'}`);
}

/** https://docs.joinmastodon.org/methods/statuses/#pin */
export function pinStatus(fetch: Fetch, id: string, on: boolean): Promise<Status> {
    return request(fetch, 'POST', `/api/v1/statuses/${id}/${on ? 'pin' : 'unpin'}`);
}

/** https://docs.joinmastodon.org/methods/statuses/#translate */
export function getTranslation(fetch: Fetch, id: string, lang: string): Promise<Translation> {
    return request(fetch, 'POST', `/api/v1/statuses/${id}/translate`, { body: { lang } });
}

/** Several statuses at once; those that may not be seen are left out. https://docs.joinmastodon.org/methods/statuses/#index */
export function getStatuses(fetch: Fetch, ids: readonly string[]): Promise<Status[]> {
    return request(fetch, 'GET', '/api/v1/statuses', { query: { id: ids } });
}

/** https://docs.joinmastodon.org/methods/polls/#vote */
export function votePoll(fetch: Fetch, id: string, choices: readonly number[]): Promise<Poll> {
    return request(fetch, 'POST', `/api/v1/polls/${id}/votes`, { body: { choices } });
}

/** https://docs.joinmastodon.org/methods/polls/#get */
export function getPoll(fetch: Fetch, id: string): Promise<Poll> {
    return request(fetch, 'GET', `/api/v1/polls/${id}`);
}
