import { expect, test } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import { RateLimited } from '$lib/server/errors';
import { testDatabase } from '../../../../tests/support/database';
import { anAccount } from '../../../../tests/support/factories';
import { findSignInCandidate, openSession } from '../domain/users';
import { countSignIn } from './sign-in-limits';

const db = await testDatabase();
useConfig(readConfig({}));

async function aCandidate() {
    const { username } = await anAccount(db);
    const candidate = (await findSignInCandidate(db, username))!;
    return { login: username, candidate };
}

const address = (n: number) => `2001:db8:${n.toString(16)}::1`;

// AUTH-15, AUTH-16
test('one account is guessed at 25 times, from however many addresses and by whichever of its names', async () => {
    const { login, candidate } = await aCandidate();
    const byMail = await findSignInCandidate(db, `${login}@example.test`);
    expect(byMail).toEqual(candidate);
    for (let n = 0; n < 25; n++)
        await countSignIn(db, {
            address: address(n),
            login: n % 2 ? login : `${login}@example.test`,
            candidate,
        });
    await expect(countSignIn(db, { address: address(25), login, candidate })).rejects.toThrow(RateLimited);
});

test('its owner still comes in from where they are signed in', async () => {
    const { login, candidate } = await aCandidate();
    await openSession(db, candidate.userId, { ip: '2001:db8:aaaa::1' });
    for (let n = 100; n < 125; n++) await countSignIn(db, { address: address(n), login, candidate });
    await expect(countSignIn(db, { address: address(125), login, candidate })).rejects.toThrow(RateLimited);
    await countSignIn(db, { address: '2001:db8:aaaa::2', login, candidate });
});

// AUTH-15, AUTH-16
test('one address guesses 25 times, at however many accounts, from anywhere in its network', async () => {
    for (let n = 0; n < 25; n++)
        await countSignIn(db, { address: `2001:db8:bbbb:0:${n}::1`, login: `nobody${n}` });
    await expect(countSignIn(db, { address: '2001:db8:bbbb::ffff', login: 'nobody' })).rejects.toThrow(
        RateLimited,
    );
});

test('a name that does not exist runs out like one that does', async () => {
    for (let n = 200; n < 225; n++) await countSignIn(db, { address: address(n), login: 'Nobody.Here' });
    await expect(countSignIn(db, { address: address(225), login: 'nobody.here' })).rejects.toThrow(
        RateLimited,
    );
});
