/** Requests which the server refuses the second time, although it has what was asked for. */
import type { Filter, Poll } from '$lib/mastodon-api/entities';
import { ApiError } from '../api/errors';
import { changeFilter, createFilter, getFilter, type FilterForm, type FilterWish } from '../api/filters';
import { changeListMember, getListsWith } from '../api/lists';
import type { Fetch } from '../api/request';
import { getPoll, votePoll } from '../api/statuses';
import { isLocal } from './row';

/** Votes. Where the vote is in already, the poll as it stands. */
export async function castVote(
    fetch: Fetch,
    { pollId, choices }: { pollId: string; choices: readonly number[] },
): Promise<Poll> {
    try {
        return await votePoll(fetch, pollId, choices);
    } catch (error) {
        if (!isRefused(error)) throw error;
        const poll = await getPoll(fetch, pollId);
        if (poll.voted) return poll;
        throw error;
    }
}

/** Puts somebody on a list, or takes them off, unless it is so already. */
export async function putOnList(fetch: Fetch, listId: string, accountId: string, on: boolean): Promise<void> {
    try {
        await changeListMember(fetch, listId, accountId, on);
    } catch (error) {
        if (!isRefused(error)) throw error;
        const lists = await getListsWith(fetch, accountId);
        if (lists.some(({ id }) => id === listId) !== on) throw error;
    }
}

/** Makes a filter that the server does not have, or makes one be as it is wanted. */
export async function saveFilter(
    fetch: Fetch,
    id: string,
    { keywords, ...wish }: FilterWish,
    idempotencyKey: string,
): Promise<Filter> {
    if (isLocal(id)) return createFilter(fetch, { ...wish, keywords_attributes: keywords }, idempotencyKey);
    const known = (await getFilter(fetch, id)).keywords ?? [];
    return changeFilter(fetch, id, { ...wish, keywords_attributes: changesOf(known, keywords) });
}

function changesOf(
    known: NonNullable<Filter['keywords']>,
    wanted: FilterWish['keywords'],
): FilterForm['keywords_attributes'] {
    const left = new Map(known.map((one) => [one.keyword, one]));
    const kept = wanted.map((one) => {
        const same = left.get(one.keyword);
        left.delete(one.keyword);
        return same ? { ...one, id: same.id } : one;
    });
    const gone = [...left.values()].map((one) => ({ ...one, _destroy: true }));
    return [...gone, ...kept];
}

function isRefused(error: unknown): boolean {
    return error instanceof ApiError && error.status === 422;
}
