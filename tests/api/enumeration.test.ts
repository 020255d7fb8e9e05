/** AUTH-18: what a guess costs this server does not tell whether there is such a member; counted, not timed. */
import { hash, verify } from '@node-rs/argon2';
import { beforeEach, expect, test, vi } from 'vitest';
import { changeSetting } from '$lib/server/domain/instance';
import { createMember, findSignInCandidate, isTheirPassword, signUp } from '$lib/server/domain/users';
import { testDatabase } from '../support/database';

// The real ones, which are only counted; by modules loaded anew, as those of former files of this process have them
// uncounted.
vi.hoisted(() => vi.resetModules());
vi.mock('@node-rs/argon2', { spy: true });

const db = await testDatabase();
const ana = { username: 'ana', email: 'ana@example.test', password: 'a password of hers' };

beforeEach(async () => {
    await createMember(db, { ...ana, confirmed: true, approved: true });
    vi.mocked(hash).mockClear();
    vi.mocked(verify).mockClear();
});

/** The parameters of every hash that was made or compared with: memory, passes, lanes. */
const work = () => [
    ...vi.mocked(verify).mock.calls.map(([encoded]) => String(encoded).split('$').slice(1, 4)),
    ...vi.mocked(hash).mock.calls.map(([, parameters]) => parameters),
];

test('a password is compared once and with the same effort, for members and for nobody', async () => {
    const efforts = [];
    for (const login of ['ana', ana.email, 'nobody', 'nobody@example.test']) {
        vi.mocked(verify).mockClear();
        expect(await isTheirPassword(await findSignInCandidate(db, login), 'a guess of it')).toBe(false);
        efforts.push(work());
    }
    expect(efforts[0]).toHaveLength(1);
    for (const effort of efforts) expect(effort).toEqual(efforts[0]);
});

test('a password is hashed once and with the same effort, for an address that is taken and for a free one', async () => {
    await changeSetting(db, 'registrations', 'open');
    const efforts = [];
    for (const [username, email] of [
        ['eve', ana.email],
        ['eva', 'eva@example.test'],
    ] as const) {
        vi.mocked(hash).mockClear();
        await signUp(db, {
            username,
            email,
            password: 'a password of mine',
            agreement: true,
            reason: '',
            locale: 'en',
            ip: '192.0.2.1',
        });
        efforts.push(work());
    }
    expect(efforts[0]).toHaveLength(1);
    expect(efforts[1]).toEqual(efforts[0]);
});
