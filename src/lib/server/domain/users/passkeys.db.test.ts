import { afterAll, beforeEach, expect, test } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import { Authenticator } from '../../../../../tests/support/authenticator';
import { testDatabase } from '../../../../../tests/support/database';
import { createMember } from './create-member';
import {
    addPasskey,
    beginPasskey,
    beginPasskeySignIn,
    findPasskeyOwner,
    listPasskeys,
    removePasskey,
    renamePasskey,
} from './passkeys';

const db = await testDatabase();
const ORIGIN = 'https://atoll.test';
const PASSWORD = 'correct horse';

beforeEach(() => useConfig(readConfig({ ATOLL_ORIGIN: ORIGIN })));
afterAll(() => useConfig(readConfig({})));

async function aMember(username = 'ana') {
    const email = `${username}@example.test`;
    const { userId } = await createMember(db, { username, email, password: PASSWORD });
    return { userId, username };
}

async function withPasskey() {
    const member = await aMember();
    const key = new Authenticator(ORIGIN);
    const { challenge } = await beginPasskey(db, member, PASSWORD);
    await addPasskey(db, member.userId, { response: key.register(challenge), name: 'Telephone' });
    return { ...member, key };
}

const signInChallenge = async () => (await beginPasskeySignIn(db)).challenge;
const refused = 'passkey-failed';

test('a passkey signs its owner in, who has not said their name', async () => {
    const { userId, key } = await withPasskey();
    expect(await findPasskeyOwner(db, key.signIn(await signInChallenge()))).toBe(userId);
    expect(await listPasskeys(db, userId)).toMatchObject([
        { name: 'Telephone', lastUsedAt: expect.any(Date) },
    ]);
});

test('is bound to this site and needs a device that asks who holds it', async () => {
    const { key } = await withPasskey();
    const options = await beginPasskeySignIn(db);
    expect(options).toMatchObject({ rpId: 'atoll.test', userVerification: 'required' });
    await expect(findPasskeyOwner(db, key.signIn(options.challenge, 'https://evil.test'))).rejects.toThrow(
        refused,
    );
    key.verifies = false;
    await expect(findPasskeyOwner(db, key.signIn(await signInChallenge()))).rejects.toThrow(refused);
});

test('answers each challenge once, and none that this server did not put', async () => {
    const { key } = await withPasskey();
    const challenge = await signInChallenge();
    await findPasskeyOwner(db, key.signIn(challenge));
    await expect(findPasskeyOwner(db, key.signIn(challenge))).rejects.toThrow(refused);
    await expect(findPasskeyOwner(db, key.signIn('x'.repeat(43)))).rejects.toThrow(refused);
    const late = await signInChallenge();
    await db.execute("UPDATE begun_proofs SET expires_at = now() - interval '1 second'");
    await expect(findPasskeyOwner(db, key.signIn(late))).rejects.toThrow(refused);
});

test('a copy that counts from the past is refused', async () => {
    const { key } = await withPasskey();
    key.counter = 10;
    await findPasskeyOwner(db, key.signIn(await signInChallenge()));
    key.counter = 5;
    await expect(findPasskeyOwner(db, key.signIn(await signInChallenge()))).rejects.toThrow(refused);
});

test('is added with the password, by whom it was begun, and once', async () => {
    const { userId, username } = await aMember();
    const eve = await aMember('eve');
    await expect(beginPasskey(db, { userId, username }, 'guess')).rejects.toMatchObject({
        refusals: { current: 'ERR_INVALID' },
    });
    const key = new Authenticator(ORIGIN);
    const { challenge } = await beginPasskey(db, { userId, username }, PASSWORD);
    const response = key.register(challenge);
    await expect(addPasskey(db, eve.userId, { response, name: '' })).rejects.toThrow(refused);
    const again = await beginPasskey(db, { userId, username }, PASSWORD);
    await addPasskey(db, userId, { response: key.register(again.challenge), name: '' });
    const third = await beginPasskey(db, eve, PASSWORD);
    await expect(
        addPasskey(db, eve.userId, { response: key.register(third.challenge), name: '' }),
    ).rejects.toThrow(refused);
    expect(await listPasskeys(db, userId)).toHaveLength(1);
});

test('is renamed and removed by its owner alone', async () => {
    const { userId, key } = await withPasskey();
    const eve = await aMember('eve');
    const [passkey] = await listPasskeys(db, userId);
    await expect(renamePasskey(db, eve.userId, passkey!.id, 'Mine')).rejects.toThrow();
    await removePasskey(db, eve.userId, passkey!.id);
    await renamePasskey(db, userId, passkey!.id, ' Watch ');
    expect(await listPasskeys(db, userId)).toMatchObject([{ name: 'Watch' }]);
    await removePasskey(db, userId, passkey!.id);
    await expect(findPasskeyOwner(db, key.signIn(await signInChallenge()))).rejects.toThrow(refused);
});
