/** Three communities, each a built server of its own, live together for a while; then all of them tell the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Notification, Status } from '$lib/mastodon-api/entities';
import type { Person } from './support/person';
import { answersSeenBy, peopleSeenBy, postSeenBy, profileSeenBy } from './support/snapshots';
import { NAMES, storyOf, type Name } from './support/story';
import { Village } from './support/village';

let village: Village<Name>;
beforeAll(async () => {
    village = await Village.found<Name>(...NAMES.map((names) => [...names]));
}, 120_000);
afterAll(() => village[Symbol.asyncDispose]());

/** An hour later everybody looks at whatever they may read, and at everybody's profile. */
async function lookAround(): Promise<void> {
    await village.everywhere(
        `UPDATE statuses SET created_at = created_at - interval '1 hour' WHERE NOT local`,
    );
    for (const [name, readers] of Object.entries(READERS))
        for (const reader of readers.map((reader) => village.people[reader]))
            await reader.api('GET', `/api/v1/statuses/${await reader.find(village.uri(name))}/context`);
    for (const person of remaining())
        for (const other of remaining())
            await person.api('GET', `/api/v1/accounts/${await person.idOf(other)}/statuses`);
    await village.quiet();
}

/** Who is still there in the end. */
function remaining(): Person[] {
    const { ana, al, bo, bea, cy } = village.people;
    return [ana, al, bo, bea, cy];
}

/** Who may read what, its author first: where somebody follows the author, is named, or lives beside them. */
const READERS: Record<string, [author: Name, ...others: Name[]]> = {
    hello: ['ana', 'al', 'bo', 'bea', 'cy'],
    aside: ['bo', 'ana', 'cy'],
    close: ['cy', 'ana'],
    closer: ['al', 'bo'],
    letter: ['ana', 'bo'],
    warned: ['bo', 'ana', 'cy'],
    picture: ['ana', 'bo', 'cy'],
    wave: ['cy', 'ana', 'bea'],
    answer: ['bo', 'ana', 'cy'],
    deeper: ['cy', 'ana', 'bo'],
    deepest: ['ana', 'bo', 'cy'],
    stranger: ['bea', 'ana'],
    poll: ['ana', 'bo', 'cy'],
    quote: ['bo', 'ana', 'cy'],
    revoked: ['cy', 'ana'],
    'signed anew': ['bo', 'ana'],
};

/** Who follows whom in the end. */
const FOLLOWERS: [Name, Name[]][] = [
    ['ana', ['bo', 'cy']],
    ['al', ['bo']],
    ['bo', ['ana']],
    ['bea', ['ana']],
    ['cy', ['ana']],
];

test('sixty things happen between three communities, one after the other', async () => {
    const steps = storyOf(village);
    for (const [words, act] of steps) {
        await act().catch((error: unknown) => {
            throw new Error(`It broke off where ${words}`, { cause: error });
        });
        await village.quiet();
    }
    expect(steps.length).toBeGreaterThanOrEqual(60);
    await lookAround();
}, 240_000);

test.each(Object.keys(READERS))('all who may read "%s" read the same', async (name) => {
    const [author, ...others] = READERS[name]!.map((reader) => village.people[reader]);
    const told = await postSeenBy(author!, village.uri(name));
    for (const other of others)
        expect({ reader: other.handle, ...(await postSeenBy(other, village.uri(name))) }).toEqual({
            reader: other.handle,
            ...told,
        });
});

test('likes, boosts, answers, votes and reactions are counted once each', async () => {
    const { ana, bo, cy } = village.people;
    expect(await postSeenBy(ana, village.uri('hello'))).toMatchObject({
        isEdited: true,
        counts: { likes: 1, boosts: 1, answers: 2 },
    });
    expect(await postSeenBy(ana, village.uri('poll'))).toMatchObject({
        poll: { options: ['one: 0', 'two: 2', 'three: 1'], voters_count: 3, expired: true },
    });
    expect(await postSeenBy(bo, village.uri('quote'))).toMatchObject({
        quote: { state: 'accepted', of: village.uri('hello') },
    });
    expect(await postSeenBy(cy, village.uri('revoked'))).toMatchObject({ quote: { state: 'revoked' } });
    expect(await postSeenBy(cy, village.uri('picture'))).toMatchObject({
        media: [
            { type: 'image', description: 'a green square', focus: { x: 0.5, y: -0.25 }, isBlurred: true },
        ],
        sensitive: true,
    });
    const { emoji_reactions } = (await ana.sees(village.uri('hello')))!;
    expect(emoji_reactions?.map(({ name, count }) => `${name} ${count}`).sort()).toEqual(['🎉 1', '🐝 1']);
});

test('what was for some is nowhere else, and what was deleted is nowhere', async () => {
    const expected = { close: 3, closer: 2, letter: 2, 'signed anew': 3, regretted: 0 };
    for (const [name, count] of Object.entries(expected)) {
        let kept = 0;
        for (const home of village.communities) {
            const sql = await home.sql();
            kept += (await sql`SELECT 1 FROM statuses WHERE uri = ${village.uri(name)}`).length;
        }
        expect([name, kept]).toEqual([name, count]);
    }
});

test('everybody has the same profile everywhere', async () => {
    const { ana, bo, cy, cleo } = village.people;
    for (const other of remaining()) {
        const told = await profileSeenBy(other, other);
        for (const person of remaining())
            expect({ seenBy: person.handle, ...(await profileSeenBy(person, other)) }).toEqual({
                seenBy: person.handle,
                ...told,
            });
    }
    expect(await profileSeenBy(cy, ana)).toMatchObject({ hasPicture: true });
    expect(await profileSeenBy(ana, bo)).toMatchObject({
        name: 'Bo of B',
        fields: [['Bees', 'forty thousand']],
    });
    await expect(ana.profileOf(cleo)).rejects.toThrow(/40[41]|410/);
});

test('both ends know the same of who follows whom', async () => {
    for (const [name, names] of FOLLOWERS) {
        const followed = village.people[name];
        const followers = names.map((follower) => village.people[follower]);
        const uris = followers.map(({ uri }) => uri).sort();
        expect([followed.handle, await peopleSeenBy(followed, followed, 'followers')]).toEqual([
            followed.handle,
            uris,
        ]);
        for (const person of remaining()) {
            const { following } = (
                await person.api<{ following: boolean }[]>(
                    'GET',
                    `/api/v1/accounts/relationships?id[]=${await person.idOf(followed)}`,
                )
            )[0]!;
            expect([person.handle, followed.handle, following]).toEqual([
                person.handle,
                followed.handle,
                followers.includes(person),
            ]);
        }
    }
});

test('the thread and the pinned posts are the same everywhere, and the report has arrived', async () => {
    const { ana, bo, cy } = village.people;
    const thread = ['answer', 'deeper', 'deepest', 'stranger'].map((name) => village.uri(name)).sort();
    for (const person of [ana, bo, cy])
        expect(await answersSeenBy(person, village.uri('hello'))).toEqual(thread);
    for (const person of [ana, bo, cy]) {
        const path = `/api/v1/accounts/${await person.idOf(ana)}/statuses?pinned=true`;
        const pinned = await person.api<Status[]>('GET', path);
        expect(pinned.map(({ uri }) => uri)).toEqual([village.uri('hello')]);
    }
    const sql = await bo.home.sql();
    expect(await sql`SELECT comment FROM reports`).toMatchObject([{ comment: 'the bees' }]);
});

test('everybody was told once of what was done to them', async () => {
    const told = await village.people.ana.api<Notification[]>('GET', '/api/v1/notifications?limit=80');
    const times = (kind: string) => told.filter(({ type }) => type === kind).length;
    expect({
        follow: times('follow'),
        mention: times('mention'),
        favourite: times('favourite'),
        reblog: times('reblog'),
    }).toEqual({ follow: 2, mention: 3, favourite: 1, reblog: 1 });
});
