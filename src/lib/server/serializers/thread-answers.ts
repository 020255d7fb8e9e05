import type { ThreadAnswers } from '$lib/mastodon-api/entities';
import type { ThreadCheck } from '../domain/origins';
import type { AnswerCounts } from '../domain/statuses';
import { asyncRefreshEntity } from './async-refresh';

/** How much of a thread is here, and how that is known; `check` is missing where nobody else tells of it. */
export function threadAnswersEntity(answers: AnswerCounts, check: ThreadCheck | undefined): ThreadAnswers {
    return {
        ...answers,
        checked_at: check?.checkedAt?.toISOString() ?? null,
        next_check_at: check?.nextAt.toISOString() ?? null,
        reachable: check?.unreachable !== true,
        async_refresh: check?.running ? asyncRefreshEntity(check.running) : null,
    };
}
