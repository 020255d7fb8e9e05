import { Unprocessable } from '../../errors';
import { countGraphemes } from '$lib/text';

/** What a poll may be; clients read these numbers before they offer one. Times are seconds. */
export const POLL_LIMITS = {
    options: 4,
    optionCharacters: 50,
    shortest: 5 * 60,
    /** A month of average length. */
    longest: 2_629_746,
} as const;

/** A poll as a member asks it. */
export interface PollDraft {
    options: string[];
    /** Seconds from the moment it is posted. */
    expiresIn: number;
    multiple: boolean;
    /** Nobody sees the counts before the end. */
    hideTotals: boolean;
}

/**
 * The poll with its options as they will stand.
 * @throws Unprocessable in the API's words, naming what is wrong.
 */
export function checkPoll(poll: PollDraft): PollDraft {
    const options = poll.options.map((option) => option.trim()).filter((option) => option !== '');
    if (options.length < 2) throw invalid('Options must have more than one item');
    if (options.length > POLL_LIMITS.options)
        throw invalid(`Options can't contain more than ${POLL_LIMITS.options} items`);
    if (options.some((option) => countGraphemes(option) > POLL_LIMITS.optionCharacters))
        throw invalid(`Options can't be longer than ${POLL_LIMITS.optionCharacters} characters each`);
    if (new Set(options).size < options.length) throw invalid('Options contain duplicate items');
    if (poll.expiresIn < POLL_LIMITS.shortest) throw invalid('Expires at is too soon');
    if (poll.expiresIn > POLL_LIMITS.longest) throw invalid('Expires at is too far into the future');
    return { ...poll, options };
}

function invalid(what: string): Unprocessable {
    return new Unprocessable(`Validation failed: ${what}`);
}
