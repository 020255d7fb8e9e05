import { describe, expect, test } from 'vitest';
import { checkPoll, type PollDraft } from './poll-draft';

const aPoll = (given: Partial<PollDraft> = {}): PollDraft => ({
    options: ['Tea', 'Coffee'],
    expiresIn: 3_600,
    multiple: false,
    hideTotals: false,
    ...given,
});

describe('a poll', () => {
    test('has options without blanks around them or between them', () => {
        expect(checkPoll(aPoll({ options: [' Tea ', '', 'Coffee', '  '] })).options).toEqual([
            'Tea',
            'Coffee',
        ]);
    });

    test('counts the characters of an option as people count them', () => {
        const family = '👩‍👩‍👧‍👦'.repeat(50);
        expect(checkPoll(aPoll({ options: [family, 'Coffee'] })).options[0]).toBe(family);
    });

    test.each([
        ['one option', { options: ['Tea'] }, 'Options must have more than one item'],
        ['options of which all but one are blank', { options: ['Tea', ' '] }, 'more than one item'],
        ['five options', { options: ['1', '2', '3', '4', '5'] }, "can't contain more than 4 items"],
        ['an option of 51 characters', { options: ['x'.repeat(51), 'y'] }, 'longer than 50 characters'],
        ['the same option twice', { options: ['Tea', 'Tea '] }, 'duplicate items'],
        ['less than five minutes', { expiresIn: 299 }, 'too soon'],
        ['more than a month', { expiresIn: 2_629_747 }, 'too far into the future'],
    ])('does not have %s', (_, given, words) => {
        expect(() => checkPoll(aPoll(given))).toThrow(words);
    });
});
