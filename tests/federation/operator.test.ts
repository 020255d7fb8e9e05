import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { accountKeys, follows, inboundActivities, instances } from '$lib/server/db/schema';
import { commands, runCommand } from '$lib/server/cli';
import { fetchActor } from '$lib/server/domain/accounts';
import { followAccount } from '$lib/server/domain/relationships';
import { findByUri } from '$lib/server/domain/statuses';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();

/** What the operator reads. */
async function atoll(...words: string[]): Promise<string> {
    const said: string[] = [];
    const write = (text: string) => void said.push(text);
    expect(await runCommand(commands, words, { out: write, error: write }, () => Promise.resolve(db))).toBe(
        0,
    );
    return said.join('');
}

test('an operator sees what is owed to a server that fails, and has it delivered once it is back', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const { id } = await fetchActor(db, vera.id);
    good.script = ({ method }) => (method === 'POST' ? { status: 503 } : undefined);
    await followAccount(db, { accountId: alice.id }, id);
    await settle();
    expect(JSON.parse(await atoll('federation', 'status', '--json'))).toMatchObject({
        deliveries: { owed: 1, due: 0 },
        hosts: { failing: 1, parked: 0 },
    });
    expect(await atoll('federation', 'hosts', '--failing')).toMatch(
        new RegExp(`${good.host} +1 +1 failures.*status 503`),
    );

    good.script = () => undefined;
    await atoll('federation', 'retry', good.host);
    await settle();
    expect(good.of('Follow')).toHaveLength(1);
    expect(await atoll('federation', 'status')).toContain('0, due 0');
});

test('an activity that failed at every try is listed whole, and worked on once more when the operator says so', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    await fetchActor(db, vera.id);
    const note = good.note(vera, 'late');
    const create = good.create(vera, note);
    await db.insert(instances).values({ domain: good.host }).onConflictDoNothing();
    await db.insert(inboundActivities).values({
        id: newId(),
        uri: create.id,
        actorUri: vera.id,
        type: 'Create',
        body: JSON.stringify(create),
        state: 'dead',
        attempts: 8,
        error: 'the disk was full',
    });
    expect(await atoll('federation', 'failures')).toContain('the disk was full');
    expect(JSON.parse(await atoll('federation', 'failures', '--json'))).toMatchObject([
        { body: JSON.stringify(create) },
    ]);
    await atoll('federation', 'retry', 'elsewhere.test');
    await settle();
    expect(await findByUri(db, note.id)).toBeUndefined();
    await atoll('federation', 'retry', '--all');
    await settle();
    expect(await findByUri(db, note.id)).toBeDefined();
    expect(await atoll('federation', 'failures')).toBe('There are none.\n');
});

test('a member with new keys signs with them, and followers elsewhere are told', async () => {
    await using good = await RemoteServer.start();
    const rita = await fetchActor(db, (await good.person('rita')).id);
    const alice = await aMember(db, 'alice');
    await db.insert(follows).values({ id: newId(), accountId: rita.id, targetId: alice.id });
    await atoll('accounts', 'rotate-keys', 'alice');
    await settle();
    const [key] = await db
        .select()
        .from(accountKeys)
        .where(and(eq(accountKeys.accountId, alice.id), eq(accountKeys.kind, 'rsa')));
    const [update] = good.of('Update');
    expect(update?.keyId).toBe(key?.keyId);
    expect(update?.verify(key!.publicPem)).toBe(true);
    expect(update?.verify(alice.publicPem)).toBe(false);
    expect((await good.get(`${origin}/users/alice`)).body.publicKey).toMatchObject({
        id: key?.keyId,
        publicKeyPem: key?.publicPem,
    });
});
