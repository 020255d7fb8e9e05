import type { PollDraft } from '$lib/client/database/records';
import type { PollLimits } from '$lib/mastodon-api/entities';
import { countCharacters } from '$lib/text';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DURATIONS = [5 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY];

/** Fewer than two choices, two that are the same, one that is too long. */
export type PollProblem = 'few' | 'same' | 'long';

/** A question with nothing to choose from yet; open for a day. */
export function emptyPoll(): PollDraft {
    return { options: ['', ''], expiresIn: DAY, until: null, multiple: false, hideTotals: false };
}

/** Why a poll cannot be posted as it is; null when it can. Empty lines do not count. */
export function pollProblem(poll: PollDraft, limits: PollLimits): PollProblem | null {
    const options = poll.options.map((option) => option.trim()).filter((option) => option !== '');
    if (options.some((option) => countCharacters(option) > limits.max_characters_per_option)) return 'long';
    if (new Set(options).size < options.length) return 'same';
    return options.length < 2 ? 'few' : null;
}

/** For how many seconds a poll may run, in steps that people think in; with the one it has, whatever that is. */
export function pollDurations(limits: PollLimits, chosen: number): number[] {
    const allowed = DURATIONS.filter((s) => s >= limits.min_expiration && s <= limits.max_expiration);
    return [...new Set([...allowed, chosen])].toSorted((a, b) => a - b);
}
