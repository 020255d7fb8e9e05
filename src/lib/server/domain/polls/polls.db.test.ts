import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '$lib/server/db';
import { accounts, blocks, notifications, polls, pollVotes } from '$lib/server/db/schema';
import { replacePoll } from '$lib/server/domain/statuses';
import { newId } from '$lib/server/db';
import { runJobs } from '$lib/server/jobs';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aPoll, aRemoteAccount, aStatus } from '../../../../../tests/support/factories';
import { endDuePolls, endPoll, voteInPoll } from '.';

const db = await testDatabase();

async function aQuestion(given: Partial<typeof polls.$inferInsert> = {}) {
    const author = await anAccount(db);
    const status = await aStatus(db, { by: author, text: 'Tea or coffee?' });
    return { author, status, poll: await aPoll(db, status, given) };
}
const actor = ({ id }: { id: string }) => ({ accountId: id });
const stateOf = async (id: string) => (await db.query.polls.findFirst({ where: eq(polls.id, id) }))!;
const past = () => new Date(Date.now() - 1_000);
const toldOf = async () =>
    (await db.select().from(notifications)).map(({ kind, accountId }) => `${kind} ${accountId}`);

describe('a vote', () => {
    test('counts for its choice and its voter', async () => {
        const { poll } = await aQuestion();
        await voteInPoll(db, actor(await anAccount(db)), poll.id, [1]);
        await voteInPoll(db, actor(await aRemoteAccount(db)), poll.id, [1], { uri: 'https://r.test/v/1' });
        expect(await stateOf(poll.id)).toMatchObject({ counts: [0, 2], votersCount: 2 });
    });

    test('is one where a voter sends two at the same time', async () => {
        const { poll } = await aQuestion();
        const voter = actor(await anAccount(db));
        const outcomes = await Promise.allSettled(
            [0, 1, 0].map((choice) => voteInPoll(db, voter, poll.id, [choice])),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect((await stateOf(poll.id)).counts.reduce((a, b) => a + b)).toBe(1);
    });

    test('of several choices is one ballot, and the only one', async () => {
        const { poll } = await aQuestion({ multiple: true, options: ['a', 'b', 'c'] });
        const voter = actor(await anAccount(db));
        await voteInPoll(db, voter, poll.id, [0, 2, 2]);
        expect(await stateOf(poll.id)).toMatchObject({ counts: [1, 0, 1], votersCount: 1 });
        await expect(voteInPoll(db, voter, poll.id, [1])).rejects.toThrow('already voted');
    });

    test('from elsewhere may bring its choices one by one, and repeats none', async () => {
        const { poll } = await aQuestion({ multiple: true, options: ['a', 'b', 'c'] });
        const voter = actor(await aRemoteAccount(db));
        for (const [choice, uri] of [
            [0, 'https://r.test/v/1'],
            [2, 'https://r.test/v/2'],
            [0, 'https://r.test/v/1'],
            [0, 'https://r.test/v/3'],
        ] as const)
            await voteInPoll(db, voter, poll.id, [choice], { uri });
        expect(await stateOf(poll.id)).toMatchObject({ counts: [1, 0, 1], votersCount: 1 });
    });

    test('that is another one for a single choice is refused, also from elsewhere', async () => {
        const { poll } = await aQuestion();
        const voter = actor(await aRemoteAccount(db));
        await voteInPoll(db, voter, poll.id, [0], { uri: 'https://r.test/v/1' });
        await expect(voteInPoll(db, voter, poll.id, [1], { uri: 'https://r.test/v/2' })).rejects.toThrow(
            'already voted',
        );
    });

    test.each([
        ['beyond the options', [2], {}, 'does not exist'],
        ['for nothing', [], {}, 'does not exist'],
        ['for two where one is asked', [0, 1], {}, 'already voted'],
        ['after the end', [0], { expiresAt: past() }, 'already ended'],
    ])('%s is refused', async (_, choices, given, words) => {
        const { poll } = await aQuestion(given);
        await expect(voteInPoll(db, actor(await anAccount(db)), poll.id, choices)).rejects.toThrow(words);
    });

    test('in a poll of one’s own is refused', async () => {
        const { poll, author } = await aQuestion();
        await expect(voteInPoll(db, actor(author), poll.id, [0])).rejects.toThrow('your own polls');
    });

    test('of somebody who may not see the post finds no poll', async () => {
        const { poll, author } = await aQuestion();
        const voter = await anAccount(db);
        await db.insert(blocks).values({ id: newId(), accountId: author.id, targetId: voter.id });
        await expect(voteInPoll(db, actor(voter), poll.id, [0])).rejects.toMatchObject({ status: 404 });
    });

    test('is told to others once for many of them', async () => {
        const { poll } = await aQuestion();
        for (let i = 0; i < 3; i++) await voteInPoll(db, actor(await anAccount(db)), poll.id, [0]);
        const waiting = await db.$client`select 1 from pgboss.job where name = 'announced-counts'`;
        expect(waiting).toHaveLength(1);
    });
});

describe('the end of a poll', () => {
    test('is told to its author and to each member who voted, once, whoever notices it', async () => {
        const { poll, author } = await aQuestion();
        const voter = await anAccount(db);
        await voteInPoll(db, actor(voter), poll.id, [0]);
        await voteInPoll(db, actor(await aRemoteAccount(db)), poll.id, [0], { uri: 'https://r.test/v/1' });
        await db.update(polls).set({ expiresAt: past() });
        await Promise.all([endPoll(db, poll.id), endDuePolls(db), endDuePolls(db), endPoll(db, poll.id)]);
        await runJobs();
        expect((await toldOf()).sort()).toEqual([`poll ${author.id}`, `poll ${voter.id}`].sort());
    });

    test('does not come before its time', async () => {
        const { poll } = await aQuestion();
        await endPoll(db, poll.id);
        expect(await endDuePolls(db)).toBe(0);
        expect((await stateOf(poll.id)).expiryNotifiedAt).toBeNull();
    });

    test('of a poll elsewhere is told to the members who voted', async () => {
        const status = await aStatus(db, { by: await aRemoteAccount(db) });
        const poll = await aPoll(db, status, { votersCount: null });
        const voter = await anAccount(db);
        await voteInPoll(db, actor(voter), poll.id, [0]);
        expect(await stateOf(poll.id)).toMatchObject({ counts: [1, 0], votersCount: null });
        await db.update(polls).set({ expiresAt: past() });
        expect(await endDuePolls(db)).toBe(1);
        await db.$client`delete from pgboss.job where name = 'refreshed-polls'`;
        await runJobs();
        expect(await toldOf()).toEqual([`poll ${voter.id}`]);
    });

    test('finds the result by counting the ballots once more', async () => {
        const { poll } = await aQuestion();
        const gone = await aRemoteAccount(db);
        await voteInPoll(db, actor(gone), poll.id, [0], { uri: 'https://r.test/v/1' });
        await voteInPoll(db, actor(await anAccount(db)), poll.id, [1]);
        await db.delete(accounts).where(eq(accounts.id, gone.id));
        await db.update(polls).set({ expiresAt: past() });
        await endPoll(db, poll.id);
        expect(await stateOf(poll.id)).toMatchObject({ counts: [0, 1], votersCount: 1 });
    });
});

describe('an edit', () => {
    const wanted = { options: ['Tea', 'Coffee'], expiresIn: 600, multiple: false, hideTotals: false };
    const edit = (statusId: string, poll: typeof wanted | undefined) =>
        inTransaction(db, (tx) => replacePoll(tx, statusId, poll));

    async function withVote() {
        const { poll, status } = await aQuestion();
        await voteInPoll(db, actor(await anAccount(db)), poll.id, [0]);
        return { poll, status };
    }

    test.each([
        ['other options', { options: ['Tea', 'Water'] }],
        ['another order', { options: ['Coffee', 'Tea'] }],
        ['several choices', { multiple: true }],
    ])('to %s begins the votes anew', async (_, changes) => {
        const { poll, status } = await withVote();
        expect(await edit(status.id, { ...wanted, ...changes })).toMatchObject({ isRewritten: true });
        expect(await stateOf(poll.id)).toMatchObject({ counts: [0, 0], votersCount: 0 });
        expect(await db.select().from(pollVotes)).toEqual([]);
    });

    test('to another end keeps the votes', async () => {
        const { poll, status } = await withVote();
        expect(await edit(status.id, wanted)).toMatchObject({ isRewritten: false });
        const { counts, expiresAt } = await stateOf(poll.id);
        expect(counts).toEqual([1, 0]);
        expect(expiresAt!.getTime()).toBeLessThan(poll.expiresAt!.getTime());
    });

    test('without the poll takes it away', async () => {
        const { status } = await withVote();
        expect(await edit(status.id, undefined)).toMatchObject({ isRewritten: true, present: undefined });
        expect(await db.select().from(polls)).toEqual([]);
    });
});
