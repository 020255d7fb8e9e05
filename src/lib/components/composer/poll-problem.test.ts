import { describe, expect, test } from 'vitest';
import { emptyPoll, pollDurations, pollProblem } from './poll-problem';

const limits = {
    max_options: 4,
    max_characters_per_option: 5,
    min_expiration: 300,
    max_expiration: 604_800,
};
const problemOf = (...options: string[]) => pollProblem({ ...emptyPoll(), options }, limits);

describe('a poll can be posted', () => {
    test('with two choices; empty lines do not count', () => {
        expect(problemOf('Sea', '', ' Lake ')).toBeNull();
        expect(problemOf('Sea', ' ', '')).toBe('few');
    });

    test('when no two choices are the same', () => {
        expect(problemOf('Sea', 'Sea ', 'Lake')).toBe('same');
    });

    test('when each choice is short enough, counted as readers count', () => {
        expect(problemOf('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 'Sea')).toBeNull();
        expect(problemOf('Meadow', 'Sea')).toBe('long');
    });
});

test('a poll runs as long as the community allows, or as long as it was written to', () => {
    expect(pollDurations(limits, 86_400)).not.toContain(30 * 86_400);
    expect(pollDurations(limits, 86_400).at(0)).toBe(300);
    expect(pollDurations(limits, 100)).toContain(100);
});
