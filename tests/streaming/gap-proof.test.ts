/** Whoever comes back hears what they missed: over every transport, compared with what was told. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import type { accounts } from '$lib/server/db/schema';
import { muteAccount } from '$lib/server/domain/relationships';
import { publish, userRoom, type RoomEvent } from '$lib/server/streaming/publish';
import { forgetOldEvents } from '$lib/server/streaming/room-seq';
import { testDatabase } from '../support/database';
import { aStatus, aToken, anAccount } from '../support/factories';
import { liveServer } from './support/live-server';

type Account = typeof accounts.$inferSelect;

const db = await testDatabase();
const server = liveServer(db);

/** What a client hears, whatever it speaks. */
interface Heard {
    seq: number;
    event: string;
    /** The id of what it is about. */
    id: string;
}

/** Opens a connection to the stream `user` that goes on from `since`; answers how to cut it. */
type Open = (
    account: Account,
    token: string,
    since: number | undefined,
    hear: (heard: Heard) => void,
) => Promise<() => void>;

const idOf = (payload: unknown) =>
    typeof payload === 'string' ? payload : ((payload as Status | null)?.id ?? '');

/** Hands on what arrives, until it is cut; what is in flight then is lost, as it is where a network goes away. */
function pump<T>(messages: { next(): Promise<T> }, take: (message: T) => void): () => void {
    let cut = false;
    void (async () => {
        for (let message = await messages.next(); !cut; message = await messages.next()) take(message);
    })();
    return () => (cut = true);
}

const TRANSPORTS: Record<string, Open> = {
    async 'Socket.IO'(account, _token, since, hear) {
        const { socket, messages, join } = await server.web(account);
        const cut = pump(messages, ({ seq, event, payload }) => hear({ seq, event, id: idOf(payload) }));
        const answer = await join({ channel: 'user', ...(since === undefined ? {} : { since }) });
        if ('seq' in answer && answer.missed === null) hear({ seq: answer.seq, event: 'reload', id: '' });
        return () => {
            cut();
            socket.disconnect();
        };
    },
    async "Mastodon's WebSocket"(_account, token, since, hear) {
        const { socket, messages } = await server.mastodon(
            `?access_token=${token}&stream=user&since=${since ?? ''}`,
        );
        const cut = pump(messages, (message) => {
            const { seq, event, payload = '' } = message as typeof message & { seq: number };
            hear({ seq, event: event!, id: payload.startsWith('{') ? idOf(JSON.parse(payload)) : payload });
        });
        return () => {
            cut();
            socket.terminate();
        };
    },
    async 'server-sent events'(_account, token, since, hear) {
        const headers: Record<string, string> = since === undefined ? {} : { 'Last-Event-ID': `${since}` };
        const { blocks, end } = await server.events('user', token, headers);
        const cut = pump(blocks, (block) => {
            const [, seq, event, data = ''] =
                /^(?::.*\n)*id: (\d+)(?:\nevent: (.*)\ndata: (.*))?$/.exec(block) ?? [];
            if (seq === undefined) return;
            const id = data.startsWith('{') ? idOf(JSON.parse(data)) : data;
            hear({ seq: Number(seq), event: event ?? 'stands', id });
        });
        return () => {
            cut();
            end();
        };
    },
};

const STEPS = ['tell', 'tell', 'tell', 'cut', 'come back', 'restart'] as const;

describe.each(Object.entries(TRANSPORTS))('over %s', (_, connect) => {
    /** Nobody knows where they stand before they were told once: the first time is complete only then. */
    const open: Open = async (account, token, since, hear) => {
        const stands = Promise.withResolvers<void>();
        const cut = await connect(account, token, since, (heard) => {
            hear(heard);
            stands.resolve();
        });
        if (since === undefined) await stands.promise;
        return cut;
    };

    test('whoever is cut off at any moment, by a restart too, hears everything in order and nothing twice', async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { maxLength: 25 }), async (steps) => {
                const ana = await anAccount(db);
                const token = await aToken(db, ana);
                const told: string[] = [];
                const heard: string[] = [];
                let last: number | undefined;
                let cut: (() => void) | undefined;
                const wait = { for: '', done: () => {} };
                const comeBack = async () => {
                    cut ??= await open(ana, token, last, ({ seq, event, id }) => {
                        last = seq;
                        if (event === 'delete') heard.push(id);
                        if (id === wait.for) wait.done();
                    });
                };
                const tell = async (ids: string[]) => {
                    told.push(...ids);
                    const rooms = [userRoom(ana.id)];
                    await publish(
                        db,
                        ids.map((subjectId): RoomEvent => ({ rooms, event: 'delete', subjectId })),
                    );
                };
                const hearTheEnd = async (id: string) => {
                    await comeBack();
                    const { promise, resolve } = Promise.withResolvers<void>();
                    Object.assign(wait, { for: id, done: resolve });
                    await tell([id]);
                    await promise;
                };
                await hearTheEnd('beginning');
                for (const [index, step] of steps.entries()) {
                    if (step === 'tell') await tell([`${index}a`, `${index}b`, `${index}c`]);
                    else if (step === 'come back') await comeBack();
                    else {
                        cut?.();
                        cut = undefined;
                        if (step === 'restart') await server.restart();
                    }
                }
                await hearTheEnd('end');
                cut?.();
                expect(heard).toEqual(told);
            }),
            { numRuns: 8 },
        );
    });

    test('what was missed is asked anew whether it is for them: a mute in between, a post that is gone', async () => {
        const [ana, muted] = [await anAccount(db), await anAccount(db)];
        const token = await aToken(db, ana);
        const all: Heard[] = [];
        const { promise, resolve } = Promise.withResolvers<void>();
        const hear = (heard: Heard) => {
            all.push(heard);
            if (heard.id === 'end') resolve();
        };
        let since = 0;
        (await open(ana, token, undefined, ({ seq }) => (since = seq)))();
        const [unwanted, wanted] = [await aStatus(db, { by: muted }), await aStatus(db, { by: ana })];
        await muteAccount(db, { accountId: ana.id }, muted.id);
        const rooms = [userRoom(ana.id)];
        await publish(db, [
            { rooms, event: 'update', subjectId: unwanted.id },
            { rooms, event: 'update', subjectId: '7' },
            { rooms, event: 'update', subjectId: wanted.id },
            { rooms, event: 'delete', subjectId: 'end' },
        ]);
        const cut = await open(ana, token, since, hear);
        await promise;
        cut();
        const news = all.filter(({ event }) => event !== 'stands');
        expect(news.map(({ seq, id }) => [seq, id])).toEqual([
            [since + 3, wanted.id],
            [since + 4, 'end'],
        ]);
    });

    test('whoever was away for more than a day, missed too much or made the number up is told to read anew', async () => {
        const ana = await anAccount(db);
        const token = await aToken(db, ana);
        const answerTo = async (since: number | undefined) => {
            const first = Promise.withResolvers<Heard>();
            const cut = await open(ana, token, since, first.resolve);
            const heard = await first.promise;
            cut();
            return heard;
        };
        const { seq } = await answerTo(undefined);
        const rooms = [userRoom(ana.id)];
        await publish(db, [{ rooms, event: 'delete', subjectId: '1' }]);
        expect(await answerTo(seq)).toEqual({ seq: seq + 1, event: 'delete', id: '1' });
        expect(await answerTo(seq + 9)).toMatchObject({ event: 'reload', seq: seq + 1 });
        await db.execute(sql`update stream_events set created_at = now() - interval '25 hours'`);
        await forgetOldEvents(db);
        expect(await answerTo(seq)).toMatchObject({ event: 'reload', seq: seq + 1 });
        const many = Array.from({ length: 401 }, (_, index) => String(index));
        await publish(
            db,
            many.map((subjectId): RoomEvent => ({ rooms, event: 'delete', subjectId })),
        );
        expect(await answerTo(seq + 1)).toMatchObject({ event: 'reload', seq: seq + 402 });
    });
});
