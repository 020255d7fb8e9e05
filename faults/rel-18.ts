import type { Status } from '$lib/mastodon-api/entities';
import { RemoteServer, type RemotePerson } from '../tests/federation/support/remote-server';
import { Chance } from '../scripts/demo/chance';
import { Community, type Member } from './community';
import { actorOf } from './peers';
import { none, type Finding, type Scenario } from './scenario';

type Told = Record<string, unknown> & { id: string };

/** What somebody tells, in the order in which it happened, and what everybody must see in the end. */
interface Story {
    told(server: RemoteServer, vera: RemotePerson, member: { uri: string; post: string }): Told[];
    end: Partial<End>;
}

/** What is seen of somebody elsewhere, and of the member's post that they dealt with. */
interface End {
    posts: string[];
    likes: number;
    boosts: number;
    reactions: string[];
    follows: boolean;
}

const NOTHING: End = { posts: [], likes: 0, boosts: 0, reactions: [], follows: false };
const PUBLIC = { to: ['https://www.w3.org/ns/activitystreams#Public'] };
const at = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000).toISOString();

/** A post and two later versions of it. */
function versions(server: RemoteServer, vera: RemotePerson) {
    const note = server.note(vera, 'first', { published: at(0) });
    const version = (content: string, minute: number) =>
        server.activity(vera, 'Update', { ...note, content, updated: at(minute) });
    return { note, told: [server.create(vera, note), version('second', 1), version('third', 2)] };
}

const stories: Record<string, Story> = {
    'a post, two versions of it, and its end': {
        told(server, vera) {
            const { note, told } = versions(server, vera);
            return [...told, server.activity(vera, 'Delete', note.id)];
        },
        end: {},
    },
    'a post, two versions of it, and an answer': {
        told(server, vera) {
            const { note, told } = versions(server, vera);
            const answer = server.note(vera, 'answer', { inReplyTo: note.id, published: at(3) });
            return [...told, server.create(vera, answer)];
        },
        end: { posts: ['answer', 'third'] },
    },
    'a like and a boost, both taken back': {
        told(server, vera, { post }) {
            const like = server.activity(vera, 'Like', post);
            const boost = server.activity(vera, 'Announce', post, PUBLIC);
            return [like, boost, server.activity(vera, 'Undo', like), server.activity(vera, 'Undo', boost)];
        },
        end: {},
    },
    'a follow that is taken back, a like and a reaction that stay': {
        told(server, vera, { uri, post }) {
            const follow = server.activity(vera, 'Follow', uri);
            return [
                follow,
                server.activity(vera, 'Undo', follow),
                server.activity(vera, 'Like', post),
                server.activity(vera, 'EmojiReact', post, { content: '🎉' }),
            ];
        },
        end: { likes: 1, reactions: ['🎉'] },
    },
};

/** Every order of `items`. */
function ordersOf<T>(items: readonly T[]): T[][] {
    if (items.length < 2) return [[...items]];
    return items.flatMap((first, index) =>
        ordersOf(items.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
    );
}

/** What was told arrives in every order, one right behind the other, so that it is worked on side by side. */
export const rel18: Scenario = {
    id: 'REL-18',
    title: 'what others tell arrives in every order, all at once',
    async run(seed, { short }) {
        const chance = new Chance(seed);
        await using community = await Community.start();
        const ana = await community.member('ana');
        const findings: Finding[] = [];
        for (const [name, story] of Object.entries(stories)) {
            const orders = chance.pickSome(ordersOf([0, 1, 2, 3]), short ? 6 : 24);
            // One server each: of one that nobody knew, no more than sixty keys are asked for within a minute.
            await using server = await RemoteServer.start();
            findings.push(await live({ community, server, ana }, name, story, orders));
        }
        await using server = await RemoteServer.start();
        findings.push(await acceptAtOnce({ community, server, ana }, short ? 5 : 30));
        return findings;
    },
};

interface Scene {
    community: Community;
    server: RemoteServer;
    ana: Member;
}

let met = 0;

/** Lives through a story once for each order, each time with people and a post of its own. */
async function live(
    { community, server, ana }: Scene,
    name: string,
    story: Story,
    orders: number[][],
): Promise<Finding> {
    const lives = await Promise.all(
        orders.map(async (order) => {
            const vera = await server.person(`vera${met++}`);
            const asked = { json: { status: `about ${vera.username}` } };
            const { body: post } = await community.ask<Status>(ana, 'POST', '/api/v1/statuses', asked);
            const told = story.told(server, vera, { uri: actorOf(community, ana.username), post: post.uri });
            return { order, vera, post, told };
        }),
    );
    await Promise.all(
        lives.map(async ({ order, vera, told }) => {
            for (const index of order) {
                const status = await server.send(`${community.origin}/inbox`, told[index]!, vera);
                if (status !== 202) throw new Error(`${told[index]!.id} was answered ${status}`);
            }
        }),
    );
    await community.settled();
    const wanted = JSON.stringify({ ...NOTHING, ...story.end });
    const wrong: string[] = [];
    for (const { order, vera, post } of lives) {
        const seen = JSON.stringify(await endOf({ community, server, ana }, vera, post.id));
        if (seen !== wanted) wrong.push(`${order.join('')}: ${seen}`);
    }
    return none(`${name}: of ${orders.length} orders, that end otherwise`, wrong);
}

async function endOf({ community, server, ana }: Scene, vera: RemotePerson, postId: string): Promise<End> {
    const handle = `${vera.username}@${server.host}`;
    const { id } = await community.read<{ id: string }>(ana, `/api/v1/accounts/lookup?acct=${handle}`);
    const [posts, post, [tie]] = await Promise.all([
        community.read<Status[]>(ana, `/api/v1/accounts/${id}/statuses?exclude_reblogs=true`),
        community.read<Status>(ana, `/api/v1/statuses/${postId}`),
        community.read<{ followed_by: boolean }[]>(ana, `/api/v1/accounts/relationships?id[]=${id}`),
    ]);
    return {
        posts: posts.map(({ content }) => content.replace(/<[^>]+>/g, '')).sort(),
        likes: post.favourites_count,
        boosts: post.reblogs_count,
        reactions: (post.emoji_reactions ?? []).map(({ name }) => name),
        follows: tie?.followed_by ?? false,
    };
}

/** Whoever is asked agrees while the question is still being delivered. */
async function acceptAtOnce({ community, server, ana }: Scene, count: number): Promise<Finding> {
    const people = await Promise.all(Array.from({ length: count }, () => server.person(`quick${met++}`)));
    const inbox = `${community.origin}/inbox`;
    let answered = Promise.resolve();
    server.script = ({ method }) => {
        // The question itself is read after this, in the same turn.
        if (method === 'POST')
            queueMicrotask(() => {
                const { activity } = server.of('Follow').at(-1)!;
                const person = people.find(({ id }) => id === activity.object)!;
                const sent = server.send(inbox, server.activity(person, 'Accept', activity), person);
                answered = Promise.all([answered, sent]).then(() => undefined);
            });
        return undefined;
    };
    const ids: string[] = [];
    for (const { username } of people) {
        const handle = encodeURIComponent(`@${username}@${server.host}`);
        const found = await community.read<{ accounts: { id: string }[] }>(
            ...[ana, `/api/v2/search?resolve=true&q=${handle}`],
        );
        const id = found.accounts[0]?.id ?? '';
        ids.push(id);
        await community.ask(ana, 'POST', `/api/v1/accounts/${id}/follow`);
    }
    await community.settled();
    await answered;
    await community.settled();
    const query = ids.map((id) => `id[]=${id}`).join('&');
    const ties = await community.read<{ id: string; following: boolean }[]>(
        ...[ana, `/api/v1/accounts/relationships?${query}`],
    );
    const waiting = ties.filter(({ following }) => !following).map(({ id }) => id);
    return none(`of ${count} people who agreed at once, not followed`, waiting);
}
