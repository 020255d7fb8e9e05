import { describe, expect, test } from 'vitest';
import type { Circumstances } from './circumstances';
import { judge } from './judge';
import type { Policy } from './policy';

const stranger: Circumstances = {
    own: false,
    unwanted: false,
    namesBlocked: false,
    senderSuspended: false,
    senderLimited: false,
    senderNew: false,
    senderIsBot: false,
    senderIsStaff: false,
    senderAccepted: false,
    follows: false,
    followed: false,
    unaskedPrivate: false,
};

const open: Policy = {
    forNotFollowing: 'accept',
    forNotFollowers: 'accept',
    forNewAccounts: 'accept',
    forPrivateMentions: 'accept',
    forLimitedAccounts: 'accept',
    forBots: 'accept',
};

describe('what is never told', () => {
    test.each([
        ['what one did oneself', { own: true }],
        ['what the blocked and muted do', { unwanted: true }],
        ['what the suspended did', { senderSuspended: true }],
        ['a mention that names somebody one blocked', { namesBlocked: true }],
    ])('%s', (_, about) => {
        expect(judge('mention', { ...stranger, ...about }, open)).toBe('drop');
    });

    test('one still hears of a like on a thread that names somebody blocked', () => {
        expect(judge('favourite', { ...stranger, namesBlocked: true }, open)).toBe('accept');
    });
});

describe('the policy', () => {
    test.each([
        ['strangers', { forNotFollowing: 'filter' }, {}, { follows: true }],
        ['people who do not follow back', { forNotFollowers: 'filter' }, {}, { followed: true }],
        ['new people', { forNewAccounts: 'filter' }, { senderNew: true }, { follows: true }],
        ['the limited', { forLimitedAccounts: 'filter' }, { senderLimited: true }, { follows: true }],
        ['bots', { forBots: 'filter' }, { senderIsBot: true }, { follows: true }],
        ['private posts out of the blue', { forPrivateMentions: 'filter' }, { unaskedPrivate: true }, {}],
    ] as const)('sets %s aside, and those it does not mean it lets through', (_, policy, about, exempt) => {
        const given = { ...stranger, ...about };
        expect(judge('mention', given, { ...open, ...policy })).toBe('filter');
        expect(judge('mention', given, open)).toBe('accept');
        if (Object.keys(exempt).length > 0)
            expect(judge('mention', { ...given, ...exempt }, { ...open, ...policy })).toBe('accept');
    });

    test('the strictest line that applies wins', () => {
        const policy: Policy = { ...open, forNotFollowing: 'filter', forNewAccounts: 'drop' };
        expect(judge('mention', { ...stranger, senderNew: true }, policy)).toBe('drop');
    });

    test('does not hold against staff, nor against whoever was let through before', () => {
        const policy: Policy = { ...open, forNotFollowing: 'drop' };
        expect(judge('mention', { ...stranger, senderIsStaff: true }, policy)).toBe('accept');
        expect(judge('mention', { ...stranger, senderAccepted: true }, policy)).toBe('accept');
    });

    test('does not hold back what one asked for by taking part', () => {
        expect(judge('edit', stranger, { ...open, forNotFollowing: 'drop' })).toBe('accept');
    });
});
