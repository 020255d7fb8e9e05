/** What members show, ask and quote, and what the owner has kept: the parts of the app that words alone would leave empty. */
import type { Status } from '$lib/mastodon-api/entities';
import type { Member } from './local-life';
import { api, attach, type ApiUser } from './members';
import { paint } from './paintings';

interface Shown {
    by: string;
    text: string;
    language: string;
    paintings?: number[];
    poll?: { options: string[]; expires_in: number; multiple: boolean };
    /** The post of the list before it that is quoted, by its place. */
    quotes?: number;
    /** For the owner alone. */
    direct?: boolean;
}

const SHOWN: Shown[] = [
    {
        by: 'halvard',
        text: 'Last light at the point. The keeper says he has seen better; the keeper always says so.\n\n#harbour #lighthouse',
        language: 'en',
        paintings: [0],
    },
    {
        by: 'wren',
        text: 'Up before the birds, for once. They were not impressed.\n\n#dawn',
        language: 'en',
        paintings: [1, 5],
    },
    {
        by: 'yuki',
        text: '満月と静かな湾。三脚を忘れたので、石の上から。\n\n#月 #天体写真',
        language: 'ja',
        paintings: [2],
    },
    {
        by: 'clara',
        text: 'Drei Spaziergänge, ein Wochenende. Ich kann mich nicht entscheiden.\n\n#wandern',
        language: 'de',
        paintings: [3, 4, 5],
    },
    {
        by: 'mara',
        text: 'Harbour fair on Saturday. What shall the bakery bring?',
        language: 'en',
        poll: {
            options: ['Cardamom buns', 'Rye with seeds', 'Plum cake', 'All of it, twice'],
            expires_in: 172_800,
            multiple: true,
        },
    },
    {
        by: 'tomas',
        text: 'This is the view from my kitchen if I lean out far enough, and I always lean out far enough.',
        language: 'en',
        quotes: 0,
    },
    {
        by: 'mara',
        text: '@owner The fair committee meets on Thursday at seven. Can you bring the long table?',
        language: 'en',
        direct: true,
    },
    {
        by: 'lian',
        text: '@owner 谢谢你的种子！已经发芽了。',
        language: 'zh',
        direct: true,
        paintings: [3],
    },
];

const TAGS = ['harbour', 'nightsky', 'wandern'];
const NEIGHBOURS = ['mara', 'halvard', 'wren', 'clara'];

/** Members show pictures, ask and quote; the owner votes, keeps some of it, makes a list and follows hashtags. */
export async function showThings(people: Member[]): Promise<void> {
    const owner = people.find(({ persona }) => !persona)?.user;
    const posts: (Status | undefined)[] = [];
    for (const shown of SHOWN) {
        const user = people.find(({ persona }) => persona?.username === shown.by)?.user;
        posts.push(user && (!shown.direct || owner) ? await show(user, shown, posts, owner) : undefined);
    }
    for (const { user, persona } of people) if (persona) await vote(user, posts);
    if (owner) await settleIn(owner, people, posts);
}

async function show(
    user: ApiUser,
    { text, language, paintings = [], poll, quotes, direct }: Shown,
    earlier: (Status | undefined)[],
    owner: ApiUser | undefined,
): Promise<Status> {
    const status = text.replace('@owner', `@${owner?.username}`);
    const known = await api<Status[]>(user, 'GET', `/api/v1/accounts/${user.accountId}/statuses?limit=40`);
    const sources = await Promise.all(
        known
            .filter(
                (one) =>
                    one.media_attachments.length === paintings.length && Boolean(one.poll) === Boolean(poll),
            )
            .map(async (one) => ({
                one,
                said: await api<{ text: string }>(user, 'GET', `/api/v1/statuses/${one.id}/source`),
            })),
    );
    const before = sources.find(({ said }) => said.text === status);
    if (before) return before.one;
    const media: string[] = [];
    for (const number of paintings) {
        const { png, ...words } = await paint(number);
        media.push(await attach(user, png, words));
    }
    return api(user, 'POST', '/api/v1/statuses', {
        ...{ status, language, media_ids: media, poll },
        quoted_status_id: quotes === undefined ? undefined : earlier[quotes]?.id,
        visibility: direct ? 'direct' : 'public',
    });
}

/** Everybody has an opinion, each of them once. */
async function vote(user: ApiUser, posts: (Status | undefined)[]): Promise<void> {
    for (const poll of posts.flatMap((post) => post?.poll ?? [])) {
        const seen = await api<Status['poll']>(user, 'GET', `/api/v1/polls/${poll.id}`);
        if (!seen || seen.voted || seen.expired) continue;
        const choice = Number(BigInt(user.accountId) % BigInt(seen.options.length));
        await api(user, 'POST', `/api/v1/polls/${poll.id}/votes`, { choices: [choice] });
    }
}

async function settleIn(owner: ApiUser, people: Member[], posts: (Status | undefined)[]): Promise<void> {
    for (const post of posts.slice(0, 4))
        if (post) {
            await api(owner, 'POST', `/api/v1/statuses/${post.id}/bookmark`);
            await api(owner, 'POST', `/api/v1/statuses/${post.id}/favourite`);
        }
    for (const tag of TAGS) await api(owner, 'POST', `/api/v1/tags/${tag}/follow`);
    const lists = await api<{ title: string }[]>(owner, 'GET', '/api/v1/lists');
    if (lists.length > 0) return;
    const { id } = await api<{ id: string }>(owner, 'POST', '/api/v1/lists', { title: 'Neighbours' });
    const neighbours = people.filter(({ persona }) => NEIGHBOURS.includes(persona?.username ?? ''));
    await api(owner, 'POST', `/api/v1/lists/${id}/accounts`, {
        account_ids: neighbours.map(({ user }) => user.accountId),
    });
}
