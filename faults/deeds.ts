/** What people elsewhere do to members, all of it countable: each deed has one effect, however often it is told. */
import { RemoteServer, type RemotePerson } from '../tests/federation/support/remote-server';
import type { Chance } from '../scripts/demo/chance';
import type { Community, Member } from './community';
import { actorOf } from './peers';
import { none, type Finding } from './scenario';

export interface Deed {
    by: RemotePerson;
    server: RemoteServer;
    /** Whose personal inbox it may go to. */
    to: Member;
    activity: Record<string, unknown> & { id: string };
}

/** Members, what they posted, and people elsewhere. */
export interface Stage {
    members: Member[];
    posts: { id: string; uri: string; author: Member }[];
    servers: RemoteServer[];
    people: { person: RemotePerson; server: RemoteServer }[];
}

const SERVERS = 3;
const POSTS_EACH = 5;

export async function setStage(community: Community, names: string[], people: number): Promise<Stage> {
    const members = await Promise.all(names.map((name) => community.member(name)));
    const posts: Stage['posts'] = [];
    for (const author of members)
        for (let n = 0; n < POSTS_EACH; n++) {
            const json = { status: `post ${n} of ${author.username}` };
            const { body } = await community.ask<{ id: string; uri: string }>(
                ...[author, 'POST', '/api/v1/statuses', { json }],
            );
            posts.push({ ...body, author });
        }
    const servers = await Promise.all(Array.from({ length: SERVERS }, () => RemoteServer.start()));
    const crowd = await Promise.all(
        Array.from({ length: people }, async (_, n) => {
            const server = servers[n % SERVERS]!;
            return { server, person: await server.person(`somebody${n}`) };
        }),
    );
    await community.settled();
    return { members, posts, servers, people: crowd };
}

/** `count` deeds: a third of them posts that name a member; the others follows of members, likes and boosts of their posts. */
export function planDeeds(community: Community, stage: Stage, count: number, chance: Chance): Deed[] {
    const acts = stage.people.flatMap(({ person: by, server }) => [
        ...stage.members.map((to) => ({
            ...{ by, server, to },
            activity: server.activity(by, 'Follow', actorOf(community, to.username)),
        })),
        ...stage.posts.flatMap(({ uri, author: to }) =>
            ['Like', 'Announce'].map((type) => ({
                ...{ by, server, to },
                activity: server.activity(by, type, uri, { to: [PUBLIC] }),
            })),
        ),
    ]);
    const deeds: Deed[] = chance.pickSome(acts, Math.ceil((count * 2) / 3));
    while (deeds.length < count) {
        const { person: by, server } = chance.pick(stage.people);
        const to = chance.pick(stage.members);
        const href = actorOf(community, to.username);
        const note = server.note(by, `letter ${deeds.length}`, {
            cc: [href],
            tag: [{ type: 'Mention', href }],
        });
        deeds.push({ by, server, to, activity: server.create(by, note) });
    }
    return chance.pickSome(deeds, count);
}

const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';

/** Tells a deed to an inbox. @returns the status of the answer. */
export function tell(inbox: string, { server, activity, by }: Deed): Promise<number> {
    return server.send(inbox, activity, by);
}

interface Counted {
    id: string;
    favourites_count: number;
    reblogs_count: number;
}

/** Every counter and every notification, against the deeds that were acknowledged. */
export async function checkDeeds(community: Community, stage: Stage, done: Deed[]): Promise<Finding[]> {
    const told = (type: string, object?: string) =>
        done.filter(({ activity }) => activity.type === type && (!object || activity.object === object))
            .length;
    const [miscounted, untold]: [string[], string[]] = [[], []];
    for (const { id, uri, author } of stage.posts) {
        const post = await community.read<Counted>(author, `/api/v1/statuses/${id}`);
        const seen = [post.favourites_count, post.reblogs_count];
        const wanted = [told('Like', uri), told('Announce', uri)];
        if (seen.join() !== wanted.join()) miscounted.push(`${uri}: ${seen} for ${wanted}`);
    }
    for (const member of stage.members) {
        const account = await community.read<{ followers_count: number }>(
            ...[member, `/api/v1/accounts/${member.accountId}`],
        );
        const own = done.filter(({ to }) => to === member);
        const kinds = Object.entries({
            Follow: 'follow',
            Like: 'favourite',
            Announce: 'reblog',
            Create: 'mention',
        });
        for (const [type, kind] of kinds) {
            const wanted = own.filter(({ activity }) => activity.type === type).length;
            const list = await community.readAll(member, `/api/v1/notifications?types[]=${kind}`);
            if (list.length !== wanted)
                untold.push(`${member.username}: ${list.length} ${kind} for ${wanted}`);
            if (kind === 'follow' && account.followers_count !== wanted)
                miscounted.push(`${member.username}: ${account.followers_count} followers for ${wanted}`);
        }
    }
    const letters = done.filter(({ activity }) => activity.type === 'Create').map(letterOf);
    const kept = await lettersKept(community);
    return [
        none(`of ${letters.length} posts told, not there once`, wrongly(letters, kept)),
        none('posts and people whose likes, boosts or followers are counted wrongly', miscounted),
        none('members who were not told of each of them once', untold),
    ];
}

const letterOf = ({ activity }: Deed) => (activity.object as { id: string }).id;

async function lettersKept(community: Community): Promise<string[]> {
    const sql = await community.sql();
    const rows = await sql<{ uri: string }[]>`
        SELECT uri FROM statuses WHERE NOT local AND boost_of_id IS NULL`;
    return rows.map(({ uri }) => uri);
}

function wrongly(wanted: string[], found: string[]): string[] {
    const left = new Set(found);
    return [...wanted.filter((uri) => !left.delete(uri)), ...left];
}
