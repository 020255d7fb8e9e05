import type { AsyncRefresh } from '$lib/mastodon-api/entities';
import type { ThreadRefresh } from '../domain/origins';

type Progress = Pick<ThreadRefresh, 'id' | 'finishedAt' | 'resultCount'>;

/** Seconds after which a client asks how far it is. */
const RETRY = 5;

/** https://docs.joinmastodon.org/entities/AsyncRefresh/ */
export function asyncRefreshEntity({ id, finishedAt, resultCount }: Progress): AsyncRefresh {
    return { id, status: finishedAt === null ? 'running' : 'finished', result_count: resultCount };
}

/** The header by which an answer says that more of it is being fetched. https://docs.joinmastodon.org/api/async-refreshes/ */
export function asyncRefreshHeader({ id, resultCount }: Progress): string {
    return `id="${id}", retry=${RETRY}, result_count=${resultCount}`;
}
