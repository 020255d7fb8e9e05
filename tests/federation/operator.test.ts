import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { accountKeys, deadDeliveries, follows, inboundActivities, instances } from '$lib/server/db/schema';
import { commands, runCommand } from '$lib/server/cli';
import { fetchActor } from '$lib/server/domain/accounts';
import type { Failure, FederationStatus } from '$lib/server/domain/neighbours';
import { followAccount } from '$lib/server/domain/relationships';
import { findByUri } from '$lib/server/domain/statuses';
import { FORWARDED } from '$lib/server/federation';
import { gaugeFederation } from '$lib/server/federation-gauges';
import { DEAD_LETTERS } from '$lib/server/jobs';
import { registry } from '$lib/server/metrics';
import { letTimeCome } from '../support/database';
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
        new RegExp(`${good.host} +1 +1 +1 failures.*status 503`),
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

test('a server that is met is asked what it runs, once a week, and listed with how it stands', async () => {
    await using good = await RemoteServer.start();
    const schema = 'http://nodeinfo.diaspora.software/ns/schema/2.1';
    good.documents.set('/.well-known/nodeinfo', {
        type: 'application/json',
        body: { links: [{ rel: schema, href: `${good.origin}/nodeinfo` }] },
    });
    good.documents.set('/nodeinfo', {
        type: 'application/json',
        body: { software: { name: 'Reef', version: '4.2' }, metadata: { nodeName: 'The reef' } },
    });
    const asked = () => good.requests.filter((request) => request.includes('nodeinfo')).length;
    const vera = await good.person('vera');
    for (const person of [vera, await good.person('viktor')]) {
        await fetchActor(db, person.id);
        await letTimeCome(db);
        await settle();
    }
    expect(asked()).toBe(2);
    const alice = await aMember(db, 'alice');
    await good.send(`${origin}/inbox`, good.activity(vera, 'Follow', alice.uri), vera);
    await settle();
    expect(await atoll('federation', 'hosts')).toMatch(new RegExp(`${good.host} +reef 4.2 +2 +0 +reachable`));
    expect(JSON.parse(await atoll('federation', 'hosts', '--json'))).toMatchObject([
        {
            software: 'reef',
            version: '4.2',
            people: 2,
            followers: 1,
            followed: 0,
            lastSeenAt: expect.any(String),
        },
    ]);
    await atoll('domains', 'limit', good.host, '--severity', 'silence', '--comment', 'Too loud');
    expect(await atoll('federation', 'hosts')).toMatch(/limited/);
    await atoll('domains', 'limit', good.host);
    expect(await atoll('federation', 'hosts')).toMatch(/blocked/);
    expect(await atoll('domains', 'list')).toMatch(new RegExp(`${good.host} +suspended`));
    await atoll('domains', 'forget', good.host);
    expect(await atoll('domains', 'list')).toBe('There are none.\n');
    await db.update(instances).set({ nodeinfoFetchedAt: new Date(Date.now() - 8 * 86_400_000) });
    await fetchActor(db, vera.id);
    await letTimeCome(db);
    await settle();
    expect(asked()).toBe(4);
});

test('whatever failed for good is read and tried again: deliveries, activities and other jobs; the metrics tell as many', async () => {
    await using good = await RemoteServer.start();
    const vera = await fetchActor(db, (await good.person('vera')).id);
    const alice = await aMember(db, 'alice');
    good.script = ({ method }) => (method === 'POST' ? { status: 403 } : undefined);
    await followAccount(db, { accountId: alice.id }, vera.id);
    await settle();
    await db.execute(sql`
        insert into pgboss.job (name, data, source_name, source_id, source_output)
        values (${DEAD_LETTERS}, ${JSON.stringify({ uri: `${good.origin}/n/1` })}::jsonb, ${FORWARDED},
            gen_random_uuid(), '{"message": "it was full"}'::jsonb)`);
    await db.insert(inboundActivities).values({
        id: newId(),
        uri: `${good.origin}/a/1`,
        actorUri: vera.uri,
        type: 'Delete',
        body: JSON.stringify({
            id: `${good.origin}/a/1`,
            type: 'Delete',
            actor: vera.uri,
            object: `${good.origin}/n/1`,
        }),
        state: 'dead',
    });
    const failures = JSON.parse(await atoll('federation', 'failures', '--json')) as Failure[];
    expect(failures.map(({ kind, what, error }) => [kind, what, error]).sort()).toEqual([
        ['activity', `Delete ${good.origin}/a/1`, null],
        ['delivery', vera.inboxUrl, 'status 403'],
        ['job', FORWARDED, 'it was full'],
    ]);
    gaugeFederation(db);
    const figures = async () =>
        Object.fromEntries(
            (await registry.metrics())
                .split('\n')
                .filter((line) => /^atoll_(dead_letters|deliveries_owed|hosts|inbound_waiting)/.test(line))
                .map((line) => line.split(' ') as [string, string]),
        );
    const status = JSON.parse(await atoll('federation', 'status', '--json')) as FederationStatus;
    expect(await figures()).toMatchObject({
        'atoll_dead_letters{kind="activity"}': String(status.received.dead),
        'atoll_dead_letters{kind="delivery"}': String(status.deliveries.dead),
        'atoll_dead_letters{kind="job"}': String(status.deadJobs),
        'atoll_deliveries_owed{priority="direct"}': '0',
        'atoll_hosts{state="reachable"}': String(status.hosts.known),
        atoll_inbound_waiting: '0',
    });
    expect([status.received.dead, status.deliveries.dead, status.deadJobs]).toEqual([1, 1, 1]);

    good.script = () => undefined;
    expect(await atoll('federation', 'retry', '--all')).toContain('1 deliveries, 1 activities, 1 other jobs');
    await settle();
    expect(good.of('Follow')).toHaveLength(1);
    expect(good.requests).toContain('GET /n/1');
    expect(await atoll('federation', 'failures')).toBe('There are none.\n');
});

test('what is owed to a server that is given up for good becomes dead letters, which are sent once it is back', async () => {
    await using good = await RemoteServer.start();
    const vera = await fetchActor(db, (await good.person('vera')).id);
    const alice = await aMember(db, 'alice');
    good.script = ({ method }) => (method === 'POST' ? { status: 503 } : undefined);
    const weekAgo = new Date(Date.now() - 8 * 86_400_000);
    await db.update(instances).set({ failures: 9, failingSince: weekAgo });
    await followAccount(db, { accountId: alice.id }, vera.id);
    await settle();
    expect(await atoll('federation', 'hosts')).toMatch(/given up since/);
    expect(await db.select().from(deadDeliveries)).toMatchObject([
        { host: good.host, inboxUrl: vera.inboxUrl },
    ]);
    good.script = () => undefined;
    await atoll('federation', 'retry', good.host);
    await settle();
    expect(good.of('Follow')).toHaveLength(1);
    expect(await db.select().from(deadDeliveries)).toEqual([]);
});
