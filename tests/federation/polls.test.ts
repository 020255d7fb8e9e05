import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { follows, notifications, polls, pollVotes, statuses } from '$lib/server/db/schema';
import { newId } from '$lib/server/db';
import { findByUri as findAccount } from '$lib/server/domain/accounts';
import { endDuePolls, voteInPoll } from '$lib/server/domain/polls';
import { findByUri } from '$lib/server/domain/statuses';
import { letTimeCome } from '../support/database';
import { aPoll, aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

async function aPeer() {
    const good = await RemoteServer.start();
    return Object.assign(good, { rita: await good.person('rita') });
}
type Peer = Awaited<ReturnType<typeof aPeer>>;

const choice = (name: string, totalItems?: number) => ({
    type: 'Note',
    name,
    replies: { type: 'Collection', totalItems },
});

/** A question of rita's, as other servers write them. */
const question = (good: Peer, changes: object = {}) =>
    good.note(good.rita, 'Tea or coffee?', {
        type: 'Question',
        published: '2026-01-01T00:00:00Z',
        endTime: '2099-01-01T00:00:00Z',
        oneOf: [choice('Tea', 3), choice('Coffee', 1)],
        votersCount: 4,
        ...changes,
    });

async function arrive(good: Peer, type: 'Create' | 'Update', note: object) {
    await good.send(inbox, good.activity(good.rita, type, note), good.rita);
    await settle();
}

const pollOf = async (uri: string) => {
    const status = await findByUri(db, uri);
    return db.query.polls.findFirst({ where: eq(polls.statusId, status?.id ?? '0') });
};

describe('a poll of somebody elsewhere', () => {
    test('arrives with its options, numbers and end', async () => {
        await using good = await aPeer();
        const note = question(good);
        await arrive(good, 'Create', note);
        expect(await pollOf(note.id)).toMatchObject({
            options: ['Tea', 'Coffee'],
            counts: [3, 1],
            multiple: false,
            hideTotals: false,
            votersCount: 4,
            expiresAt: new Date('2099-01-01T00:00:00Z'),
        });
    });

    test('whose numbers its origin keeps to itself hides them here as well', async () => {
        await using good = await aPeer();
        const note = question(good, {
            oneOf: undefined,
            anyOf: [
                { type: 'Note', name: 'Tea' },
                { type: 'Note', name: 'Coffee' },
            ],
        });
        await arrive(good, 'Create', note);
        expect(await pollOf(note.id)).toMatchObject({ hideTotals: true, multiple: true });
    });

    test('has the numbers that its origin tells, in whatever order they arrive', async () => {
        await using good = await aPeer();
        const note = question(good);
        await arrive(good, 'Create', note);
        const told = (tea: number) => ({
            ...note,
            oneOf: [choice('Tea', tea), choice('Coffee', 1)],
            votersCount: tea + 1,
        });
        await arrive(good, 'Update', told(9));
        await arrive(good, 'Update', told(5));
        expect(await pollOf(note.id)).toMatchObject({ counts: [9, 1], votersCount: 10 });
    });

    test('that is closed ends here', async () => {
        await using good = await aPeer();
        const note = question(good);
        await arrive(good, 'Create', note);
        await arrive(good, 'Update', { ...note, closed: '2026-01-02T00:00:00Z' });
        expect((await pollOf(note.id))?.expiresAt).toEqual(new Date('2026-01-02T00:00:00Z'));
        expect(await endDuePolls(db)).toBe(1);
    });

    test('that asks something else begins anew, without the votes of before', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const note = question(good);
        await arrive(good, 'Create', note);
        await voteInPoll(db, { accountId: alice.id }, (await pollOf(note.id))!.id, [0]);
        const other = { ...note, oneOf: [choice('Milk', 0), choice('Water', 1)], votersCount: 1 };
        await arrive(good, 'Update', other);
        expect((await pollOf(note.id))?.options, 'an older version').toEqual(['Tea', 'Coffee']);
        await arrive(good, 'Update', { ...other, updated: '2026-01-02T00:00:00Z' });
        expect(await pollOf(note.id)).toMatchObject({ options: ['Milk', 'Water'], counts: [0, 1] });
        expect(await db.select().from(pollVotes)).toEqual([]);
    });

    test('gets a member’s vote: a note with a name and no content, to its author alone', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const note = question(good, { oneOf: undefined, anyOf: [choice('Tea', 3), choice('Coffee', 1)] });
        await arrive(good, 'Create', note);
        await voteInPoll(db, { accountId: alice.id }, (await pollOf(note.id))!.id, [0, 1]);
        await settle();
        const sent = good.of('Create');
        expect(sent.map(({ path }) => path)).toEqual(['/users/rita/inbox', '/users/rita/inbox']);
        for (const { activity } of sent) {
            expect(activity).toMatchObject({ actor: alice.uri, to: [good.rita.id] });
            expect(activity.cc).toBeUndefined();
        }
        expect(sent.map(({ activity }) => activity.object)).toEqual(
            expect.arrayContaining(
                ['Tea', 'Coffee'].map((name) => ({
                    id: expect.stringContaining('#votes/'),
                    type: 'Note',
                    attributedTo: alice.uri,
                    name,
                    inReplyTo: note.id,
                    to: [good.rita.id],
                })),
            ),
        );
    });

    test('whose time is over tells the members who voted, and asks for the result', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const note = question(good);
        await arrive(good, 'Create', note);
        await voteInPoll(db, { accountId: alice.id }, (await pollOf(note.id))!.id, [0]);
        const end = new Date(Date.now() - 1_000);
        await db.update(polls).set({ expiresAt: end, fetchedAt: new Date(end.getTime() - 60_000) });
        good.documents.set(new URL(note.id).pathname, {
            body: { ...note, endTime: end.toISOString(), oneOf: [choice('Tea', 20), choice('Coffee', 1)] },
        });
        await endDuePolls(db);
        await settle();
        expect((await pollOf(note.id))?.counts).toEqual([20, 1]);
        expect(await db.select().from(notifications)).toMatchObject([{ kind: 'poll', accountId: alice.id }]);
    });
});

describe('a poll of a member', () => {
    async function aQuestion(given: Partial<typeof polls.$inferInsert> = {}) {
        const alice = await aMember(db, 'alice');
        const status = await aStatus(db, { by: alice, text: 'Tea or coffee?' });
        return { alice, status, poll: await aPoll(db, status, given) };
    }
    const vote = (good: Peer, statusUri: string, name: string, voter: RemotePerson = good.rita) => {
        const note = good.note(voter, '', { name, content: undefined, inReplyTo: statusUri, to: [], cc: [] });
        return good.create(voter, note);
    };
    const counts = async () => (await db.select().from(polls)).map((row) => row.counts)[0];

    test('is a Question with its options, numbers and end', async () => {
        await using good = await aPeer();
        const { status, poll } = await aQuestion({ multiple: true, counts: [2, 1], votersCount: 2 });
        const { body } = await good.get(status.uri);
        expect(body).toMatchObject({
            type: 'Question',
            anyOf: [choice('Tea', 2), choice('Coffee', 1)],
            endTime: poll.expiresAt!.toISOString(),
            votersCount: 2,
        });
        expect(body.oneOf).toBeUndefined();
        expect(body.closed).toBeUndefined();
    });

    test('that hides its totals tells nobody before the end', async () => {
        await using good = await aPeer();
        const { status } = await aQuestion({ hideTotals: true, counts: [2, 1] });
        const open = await good.get(status.uri);
        expect(JSON.stringify(open.body.oneOf)).not.toContain('totalItems');
        await db.update(polls).set({ expiresAt: new Date(Date.now() - 1_000) });
        const { body } = await good.get(status.uri);
        expect(body.oneOf).toEqual([choice('Tea', 2), choice('Coffee', 1)]);
        expect(body.closed).toBe(body.endTime);
    });

    test('takes votes from elsewhere, one a voter, and shows none of them as a post', async () => {
        await using good = await aPeer();
        const sam = await good.person('sam');
        const { status } = await aQuestion();
        await good.send(inbox, vote(good, status.uri, 'Coffee'), good.rita);
        await settle();
        await good.send(inbox, vote(good, status.uri, 'Tea'), good.rita);
        await good.send(inbox, vote(good, status.uri, 'Coffee', sam), sam);
        await good.send(inbox, vote(good, status.uri, 'Milk', await good.person('tom')), sam);
        await settle();
        expect(await counts()).toEqual([0, 2]);
        expect(await db.select().from(statuses)).toHaveLength(1);
        expect(await db.select().from(notifications)).toEqual([]);
    });

    test('takes each choice of a ballot once, however often it arrives', async () => {
        await using good = await aPeer();
        const { status } = await aQuestion({ multiple: true });
        const [tea, coffee] = [vote(good, status.uri, 'Tea'), vote(good, status.uri, 'Coffee')];
        for (const activity of [tea, coffee, { ...tea, id: `${tea.id}-again` }, tea])
            await good.send(inbox, activity, good.rita);
        await settle();
        expect(await counts()).toEqual([1, 1]);
        expect(await db.select().from(polls)).toMatchObject([{ votersCount: 1 }]);
    });

    test('takes no vote after its end, and none of somebody who may not see it', async () => {
        await using good = await aPeer();
        const { status } = await aQuestion();
        await db.update(statuses).set({ visibility: 'private' }).where(eq(statuses.id, status.id));
        await good.send(inbox, vote(good, status.uri, 'Tea'), good.rita);
        await settle();
        expect(await counts()).toEqual([0, 0]);
        await db.update(statuses).set({ visibility: 'public' });
        await db.update(polls).set({ expiresAt: new Date(Date.now() - 1_000) });
        await good.send(inbox, vote(good, status.uri, 'Tea'), good.rita);
        await settle();
        expect(await counts()).toEqual([0, 0]);
    });

    test('takes no vote in the name of somebody else', async () => {
        await using good = await aPeer();
        await using evil = await RemoteServer.start();
        const eve = await evil.person('eve');
        const { status } = await aQuestion();
        await evil.send(inbox, vote(good, status.uri, 'Tea'), eve);
        const note = evil.note(eve, '', {
            name: 'Tea',
            content: '',
            inReplyTo: status.uri,
            attributedTo: good.rita.id,
        });
        await evil.send(inbox, evil.create(eve, note), eve);
        await settle();
        expect(await counts()).toEqual([0, 0]);
    });

    test('tells followers and voters elsewhere its numbers, some votes at once, and those of its end', async () => {
        await using good = await aPeer();
        await using other = await RemoteServer.start();
        const { alice, status } = await aQuestion();
        const olga = await other.person('olga');
        // Known here by what she says.
        await other.send(inbox, other.create(olga, other.note(olga, 'hello')), olga);
        await settle();
        const follower = (await findAccount(db, olga.id))!;
        await db.insert(follows).values({ id: newId(), accountId: follower.id, targetId: alice.id });
        await good.send(inbox, vote(good, status.uri, 'Tea'), good.rita);
        const sam = await good.person('sam');
        await good.send(inbox, vote(good, status.uri, 'Tea', sam), sam);
        await settle();
        expect([...good.of('Update'), ...other.of('Update')]).toEqual([]);

        await letTimeCome(db);
        await settle();
        for (const server of [good, other]) {
            expect(server.of('Update')).toHaveLength(1);
            const { object, to } = server.of('Update')[0]!.activity as never as {
                object: object;
                to: string[];
            };
            expect(object).toMatchObject({
                type: 'Question',
                oneOf: [choice('Tea', 2), choice('Coffee', 0)],
            });
            expect(to).toEqual([PUBLIC]);
            expect(JSON.stringify(server.of('Update'))).not.toContain(good.rita.id);
        }

        await db.update(polls).set({ expiresAt: new Date(Date.now() - 1_000) });
        await endDuePolls(db);
        await settle();
        expect(other.of('Update')).toHaveLength(2);
        expect(other.of('Update')[1]!.activity.object).toMatchObject({
            closed: expect.any(String),
            votersCount: 2,
        });
    });
});
