/** The checker: what was acknowledged, against what everybody sees of it. */
import type { Community, Member } from './community';
import type { Peer } from './peers';
import type { Wish } from './posting-client';
import { atMost } from '../bench/table';
import { none, type Finding } from './scenario';

interface Post {
    id: string;
    uri: string;
    content: string;
}

/** How often each text occurs, as plain text. */
function count(posts: Post[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { content } of posts) {
        const text = content.replace(/<[^>]+>/g, '');
        counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return counts;
}

/** Each text once, and no other. */
function missingAndDouble(wanted: string[], found: Map<string, number>): [string[], string[]] {
    return [
        wanted.filter((text) => !found.has(text)),
        [...found].filter(([text, times]) => times > 1 || !wanted.includes(text)).map(([text]) => text),
    ];
}

/** What the API shows of each author: their posts, under the ids that were answered, and how many they have. */
export async function checkProfiles(
    community: Community,
    members: Member[],
    wishes: Wish[],
): Promise<Finding[]> {
    const [lost, double, miscounted]: [string[], string[], string[]] = [[], [], []];
    for (const member of members) {
        const own = wishes.filter(({ author }) => author === member);
        const path = `/api/v1/accounts/${member.accountId}`;
        const posts = await community.readAll<Post>(member, `${path}/statuses`);
        const ids = new Set(posts.map(({ id }) => id));
        const [, more] = missingAndDouble(
            own.map(({ text }) => text),
            count(posts),
        );
        lost.push(
            ...own.filter(({ acknowledged }) => !ids.has(acknowledged?.id ?? '')).map(({ key }) => key),
        );
        double.push(...more);
        const { statuses_count } = await community.read<{ statuses_count: number }>(member, path);
        if (statuses_count !== posts.length) miscounted.push(`${member.username}: ${statuses_count}`);
    }
    return [
        none(`of ${wishes.length} acknowledged posts, lost`, lost),
        none('posts that are there twice', double),
        none('authors whose posts are counted wrongly', miscounted),
    ];
}

/** The home of everybody here: what they and whom they follow posted, each once. */
export async function checkHomes(
    community: Community,
    follows: Map<Member, Member[]>,
    wishes: Wish[],
): Promise<Finding[]> {
    const [absent, twice]: [string[], string[]] = [[], []];
    for (const [member, followed] of follows) {
        const wanted = wishes.filter(({ author }) => author === member || followed.includes(author));
        const posts = await community.readAll<Post>(member, '/api/v1/timelines/home');
        const [missing, double] = missingAndDouble(
            wanted.map(({ text }) => text),
            count(posts),
        );
        absent.push(...missing.map((text) => `${member.username}: ${text}`));
        twice.push(...double.map((text) => `${member.username}: ${text}`));
    }
    return [
        none('missing in the home of a follower', absent),
        none('twice in the home of a follower', twice),
    ];
}

/** Whom a post names is told once. `mentions` maps a text to the member it names. */
export async function checkMentions(community: Community, mentions: Map<string, Member>): Promise<Finding> {
    const wrong: string[] = [];
    for (const member of new Set(mentions.values())) {
        const told = await community.readAll<{ id: string; status: Post }>(
            member,
            '/api/v1/notifications?types[]=mention',
        );
        const wanted = [...mentions].filter(([, named]) => named === member).map(([text]) => text);
        wrong.push(...missingAndDouble(wanted, count(told.map(({ status }) => status))).flat());
    }
    return none(`of ${mentions.size} mentions, not told once`, wrong);
}

/** What arrived at other servers: everything that was owed, and no more than `repeats` of it once more. */
export function checkDeliveries(peers: Peer[], wishes: Wish[], repeats: number): Finding[] {
    const lost: string[] = [];
    let repeated = 0;
    for (const { server } of peers) {
        const arrived = server.of('Create').map(({ activity }) => (activity.object as Post).id);
        const distinct = new Set(arrived);
        repeated += arrived.length - distinct.size;
        for (const { acknowledged, key } of wishes)
            if (!distinct.has(acknowledged?.uri ?? '')) lost.push(`${key} at ${server.host}`);
    }
    const owed = peers.length * wishes.length;
    const share = `${((100 * repeated) / owed).toFixed(2)} %`;
    return [
        none(`of ${owed} deliveries owed, lost`, lost),
        atMost('deliveries made twice', repeated, '', repeats, share),
    ];
}
