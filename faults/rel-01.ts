import { setTimeout as pause } from 'node:timers/promises';
import { atMost } from '../bench/table';
import { Chance } from '../scripts/demo/chance';
import { checkDeliveries, checkHomes, checkMentions, checkProfiles } from './check-posts';
import { Community, type Member } from './community';
import { History } from './history';
import { closePeers, openPeers } from './peers';
import { insist, type Wish } from './posting-client';
import { exactly, type Finding, type Scenario } from './scenario';

interface Size {
    clients: number;
    posts: number;
    kills: number;
    hosts: number;
    /** Milliseconds of peace after a start, at least and at most. */
    peace: [number, number];
}

const LONG: Size = { clients: 5, posts: 1_000, kills: 60, hosts: 3, peace: [1_000, 4_000] };
const SHORT: Size = { clients: 2, posts: 60, kills: 4, hosts: 2, peace: [200, 900] };
/** A kill comes this soon after a post was sent, at most: while it is written, fanned out, or delivered. */
const WITHIN_MS = 80;
/** To one host; each has one delivery under way at most. */
const CONNECTIONS = 4;
const NAMES = ['ana', 'bo', 'cy', 'di', 'el'];

/** Everything is killed again and again while members post. */
export const rel01: Scenario = {
    id: 'REL-01',
    title: 'the server, or all of it, is killed while members post',
    async run(seed, { short }) {
        const size = short ? SHORT : LONG;
        const chance = new Chance(seed);
        const history = new History('REL-01', seed);
        await using community = await Community.start();
        const members = await Promise.all(NAMES.slice(0, size.clients).map((name) => community.member(name)));
        const follows = await followInACircle(community, members);
        const peers = await openPeers(community, members, size.hosts);
        try {
            await community.settled();
            const { wishes, mentions } = plan(members, size.posts);
            await live(community, { size, chance, history, wishes });
            const rest = await community.settled(300);
            const underWay = size.kills * size.hosts * CONNECTIONS;
            const repeats = short ? underWay : Math.min(underWay, (wishes.length * size.hosts) / 100);
            return history.close([
                ...(await checkProfiles(community, members, wishes)),
                ...(await checkHomes(community, follows, wishes)),
                await checkMentions(community, mentions),
                ...checkDeliveries(peers, wishes, repeats),
                await checkFollowers(community, members, size.hosts + 1),
                slowestStart(community, short),
                atMost('until everything is done, after the last start', rest, 's', short ? 120 : 30),
            ]);
        } finally {
            await closePeers(peers);
        }
    },
};

/** A mere figure beside other tests, which let a start take as long as they do. */
function slowestStart({ startTimes }: Community, short: boolean): Finding {
    const finding = atMost('slowest start, to the first answer', Math.max(...startTimes) / 1_000, 's', 5);
    return short ? { ...finding, target: '', kept: undefined } : finding;
}

async function followInACircle(community: Community, members: Member[]): Promise<Map<Member, Member[]>> {
    const follows = new Map<Member, Member[]>();
    for (const [index, member] of members.entries()) {
        const next = members[(index + 1) % members.length]!;
        await community.ask(member, 'POST', `/api/v1/accounts/${next.accountId}/follow`);
        follows.set(member, [next]);
    }
    return follows;
}

/** Who posts what; every fifth post names somebody else here. */
function plan(members: Member[], posts: number): { wishes: Wish[]; mentions: Map<string, Member> } {
    const mentions = new Map<string, Member>();
    const wishes = Array.from({ length: posts }, (_, n) => {
        const author = members[n % members.length]!;
        const named = members[(n + 1) % members.length]!;
        const text = n % 5 === 0 ? `number ${n} for @${named.username}` : `number ${n}`;
        if (n % 5 === 0) mentions.set(text, named);
        return { author, key: `post-${n}`, text };
    });
    return { wishes, mentions };
}

interface Life {
    size: Size;
    chance: Chance;
    history: History;
    wishes: Wish[];
}

/** Members post and everything is killed, until both are done. */
async function live(community: Community, { size, chance, history, wishes }: Life): Promise<void> {
    let heard: () => void = () => {};
    const sent = () => heard();
    // Time to think between two posts, so that they last as long as the kills.
    const [least, most] = size.peace;
    const think = ((least + most) * size.kills * size.clients) / wishes.length;
    const clients = new Map<Member, Wish[]>();
    for (const wish of wishes) clients.set(wish.author, [...(clients.get(wish.author) ?? []), wish]);
    let posting = true;
    const posted = Promise.all(
        [...clients.values()].map(async (own) => {
            for (const wish of own) {
                await pause(chance.next() * think);
                await insist(community, wish, { history, sent });
            }
        }),
    ).finally(() => {
        posting = false;
        heard();
    });
    posted.catch(() => undefined);

    for (let kill = 0; kill < size.kills; kill++) {
        await pause(least + chance.below(most - least));
        if (posting) await new Promise<void>((settle) => (heard = settle));
        await pause(chance.below(WITHIN_MS));
        const database = chance.happens(0.5);
        history.add('kill', database ? 'everything' : 'the server');
        await community.kill({ database });
        await community.restart();
    }
    await posted;
}

async function checkFollowers(community: Community, members: Member[], expected: number): Promise<Finding> {
    const counts = await Promise.all(
        members.map((member) =>
            community.read<{ followers_count: number }>(member, `/api/v1/accounts/${member.accountId}`),
        ),
    );
    const wrong = counts.filter(({ followers_count }) => followers_count !== expected);
    return exactly('members whose followers are counted wrongly', wrong.length, 0);
}
