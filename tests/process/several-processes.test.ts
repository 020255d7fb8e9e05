/** One database, several processes: what one has promised the others keep, however it ended. */
import { once } from 'node:events';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Notification, Status, StatusEdit } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { closeDatabase, newId, openDatabase, type Database } from '$lib/server/db';
import { openEmbeddedPostgres, type EmbeddedPostgres } from '$lib/server/db/embedded-postgres';
import { compositions, follows, polls } from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import { startJobs, stopJobs } from '$lib/server/jobs';
import { aMember } from '../federation/support/members';
import { RemoteServer } from '../federation/support/remote-server';
import { letTimeCome } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { startMailServer, type MailServer } from '../support/mail-server';
import { Browser } from './support/browser';
import { freePort, startServer, temporaryDirectory, type ServerProcess } from './support/server-process';

const [data, store] = [await temporaryDirectory(), await temporaryDirectory()];
const running: ServerProcess[] = [];
let postgres: EmbeddedPostgres;
let db: Database;
let mails: MailServer;
let peer: RemoteServer;
let settings: Record<string, string>;
let webPort: number;

beforeAll(async () => {
    [mails, peer, webPort] = await Promise.all([startMailServer(), RemoteServer.start(), freePort()]);
    postgres = await openEmbeddedPostgres({ dataDir: store.path, use: 'tool' });
    const { host, port, user, database } = postgres.connection;
    settings = {
        // By its socket, which an address cannot name.
        ...{ DATABASE_URL: `postgres:///${database}`, PGHOST: host, PGPORT: String(port), PGUSER: user },
        ATOLL_ORIGIN: `http://127.0.0.1:${webPort}`,
        ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
        ATOLL_FEDERATION_HTTP: '1',
        ATOLL_SMTP_URL: mails.url,
        LOG_LEVEL: 'warn',
    };
    useConfig(readConfig(settings));
    db = openDatabase(postgres.connection, { max: 2 });
    await startJobs(db, {}, { work: false });
}, 120_000);

afterAll(async () => {
    for (const process of running) await process[Symbol.asyncDispose]();
    await stopJobs(1);
    await closeDatabase(db);
    await postgres.release();
    for (const part of [peer, mails, data, store]) await part[Symbol.asyncDispose]();
});

/** One more process on the database. */
async function start(role: 'web' | 'worker', port?: number): Promise<ServerProcess> {
    const env = { ...settings, ATOLL_ROLE: role };
    const process = await startServer({ dataDir: data.path, port, env });
    running.push(process);
    await process.said(role === 'web' ? /Atoll is ready at/ : /worker is at work/);
    return process;
}

function api<T>(at: ServerProcess, token: string) {
    return async (method: string, path: string, json?: object): Promise<T> => {
        const answer = await fetch(at.origin + path, {
            method,
            headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
            body: json && JSON.stringify(json),
        });
        if (!answer.ok) throw new Error(`${method} ${path} → ${answer.status} ${await answer.text()}`);
        return (await answer.json()) as T;
    };
}

/** Settles when nothing is left to do. @throws Error with what is left when that takes too long. */
async function workIsDone(): Promise<void> {
    for (const begun = Date.now(); ;) {
        const left = await db.$client`
            SELECT name, state::text, data FROM pgboss.job
            WHERE state < 'completed' AND start_after <= now() AND name NOT LIKE '\\_\\_%'
            UNION ALL SELECT 'delivery', inbox_url, null FROM deliveries`;
        if (left.length === 0) return;
        if (Date.now() - begun > 40_000) throw new Error(`This was not done: ${JSON.stringify(left)}`);
    }
}

/** A moment for what waits in this process. */
const soon = () => new Promise((settle) => setImmediate(settle));

test('what was acknowledged before a kill has its effect, once, by whichever process comes after', async () => {
    const serving = await start('web', webPort);
    const [ana, ben] = [await aMember(db, 'ana'), await anAccount(db, { username: 'ben' })];
    const [anas, bens] = [await aToken(db, ana), await aToken(db, ben)];
    const rita = await resolveActor(db, (await peer.person('rita')).id);
    for (const { id } of [ben, rita])
        await db.insert(follows).values({ id: newId(), accountId: id, targetId: ana.id });

    const write = api<Status>(serving, anas);
    const post = await write('POST', '/api/v1/statuses', { status: 'as it was' });
    await api(serving, bens)('POST', `/api/v1/statuses/${post.id}/reblog`);
    await write('PUT', `/api/v1/statuses/${post.id}`, { status: 'as it is now' });
    const asked = await write('POST', '/api/v1/statuses', {
        status: 'Tea?',
        poll: { options: ['Yes', 'No'], expires_in: 3600 },
    });
    await api(serving, bens)('POST', `/api/v1/polls/${asked.poll?.id}/votes`, { choices: [0] });
    await write('POST', '/api/v1/statuses', {
        status: 'from the past',
        scheduled_at: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await new Browser(serving.origin).post('/auth/reset?/ask', { email: 'ana@example.test' });
    await serving.stop('SIGKILL');
    expect([peer.received, mails.mails]).toEqual([[], []]);

    const past = new Date(Date.now() - 1_000);
    await db.update(compositions).set({ scheduledAt: past });
    await db
        .update(polls)
        .set({ expiresAt: past })
        .where(eq(polls.id, asked.poll?.id ?? ''));
    await letTimeCome(db);
    // Both want each of the jobs, and beside them the chores that make up for what was missed.
    const [again] = await Promise.all([start('web', webPort), start('worker'), start('worker')]);
    await workIsDone();

    const said = (type: string) =>
        peer.of(type).map(({ activity }) => (activity.object as { content: string }).content);
    expect(said('Create').sort()).toEqual(
        ['Tea?', 'as it is now', 'from the past'].map((text) => `<p>${text}</p>`),
    );
    expect(said('Update').filter((content) => content !== '<p>Tea?</p>')).toEqual(['<p>as it is now</p>']);
    expect(mails.mails.map(({ to }) => to)).toEqual([['ana@example.test']]);

    const home = await api<Status[]>(again, bens)('GET', '/api/v1/timelines/home');
    expect(home.filter(({ content }) => content === '<p>from the past</p>')).toHaveLength(1);
    const history = await api<StatusEdit[]>(again, bens)('GET', `/api/v1/statuses/${post.id}/history`);
    expect(history.map(({ content }) => content)).toEqual(['<p>as it was</p>', '<p>as it is now</p>']);
    const told = async (token: string) =>
        (await api<Notification[]>(again, token)('GET', '/api/v1/notifications')).map(({ type }) => type);
    expect((await told(anas)).sort()).toEqual(['poll', 'reblog']);
    expect((await told(bens)).sort()).toEqual(['poll', 'update']);
    expect(await api<unknown[]>(again, anas)('GET', '/api/v1/scheduled_statuses')).toEqual([]);
});

test('a delivery whose worker was killed over it is made again, under the same id', async () => {
    const web = running.findLast(({ origin }) => origin.endsWith(`:${webPort}`))!;
    const ana = await db.query.accounts.findFirst({ where: (row, { eq }) => eq(row.username, 'ana') });
    const workers = running.filter((process) => process.output.includes('worker is at work'));
    const cut = new Promise<void>((settle) => {
        peer.script = ({ method }) => {
            if (method !== 'POST') return undefined;
            for (const worker of workers) worker.signal('SIGKILL');
            settle();
            return undefined;
        };
    });
    await api(web, await aToken(db, ana!))('POST', '/api/v1/statuses', { status: 'Do you hear me?' });
    await cut;
    await Promise.all(workers.map(({ exit }) => exit));
    peer.script = () => undefined;
    // As if its lease had run out.
    await db.$client`UPDATE delivery_lanes SET leased_until = now()`;
    await start('worker');
    await workIsDone();
    const heard = peer.of('Create').filter(({ activity }) => JSON.stringify(activity).includes('hear me'));
    expect(heard).toHaveLength(2);
    expect(new Set(heard.map(({ activity }) => activity.id)).size).toBe(1);
});

test('what is posted through one process is heard at another, and a token that ends in one ends in all', async () => {
    const here = running.findLast(({ origin }) => origin.endsWith(`:${webPort}`))!;
    const there = await start('web');
    const ana = await db.query.accounts.findFirst({ where: (row, { eq }) => eq(row.username, 'ana') });
    const [mine, lost] = [await aToken(db, ana!), await aToken(db, ana!)];
    const listen = async (token: string) => {
        const address = `${there.origin.replace('http', 'ws')}/api/v1/streaming?stream=user`;
        const socket = new WebSocket(address, { headers: { Authorization: `Bearer ${token}` } });
        const heard: { event: string; payload: string }[] = [];
        socket.on('message', (text) => heard.push(JSON.parse(String(text)) as (typeof heard)[number]));
        await once(socket, 'open');
        return { socket, heard };
    };
    const [kept, ending] = [await listen(mine), await listen(lost)];
    const closed = once(ending.socket, 'close');

    await api(here, mine)('POST', '/api/v1/statuses', { status: 'over to you' });
    for (const { heard } of [kept, ending]) {
        while (heard.length === 0) await soon();
        expect(heard.map(({ event }) => event)).toEqual(['update']);
    }

    const verify = '/api/v1/accounts/verify_credentials';
    await api(there, lost)('GET', verify);
    const tokens = await api<{ id: string }[]>(here, lost)('GET', '/api/v1/tokens');
    const begun = performance.now();
    await api(here, mine)('POST', `/api/v1/tokens/${tokens[0]?.id}/invalidate`);
    await closed;
    expect(performance.now() - begun).toBeLessThan(1_000);
    await expect(api(there, lost)('GET', verify)).rejects.toThrow('401');
    expect(kept.socket.readyState).toBe(WebSocket.OPEN);
    kept.socket.close();
});

test('who tries at one process and then at another has no more tries than at one', async () => {
    const webs = running.filter(({ output }) => output.includes('Atoll is ready at')).slice(-2);
    const answers: number[] = [];
    for (const web of [...webs, ...webs, ...webs]) {
        const asked = { email: 'nobody@example.test' };
        const headers = { Origin: settings.ATOLL_ORIGIN ?? '' };
        const { status } = await new Browser(web.origin).post('/auth/reset?/ask', asked, headers);
        answers.push(status);
    }
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
});
