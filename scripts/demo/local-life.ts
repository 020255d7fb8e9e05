/** What the members of the community do themselves, all of it through the public API. */
import { inArray } from 'drizzle-orm';
import type { Account, Relationship, Status } from '$lib/mastodon-api/entities';
import { config } from '$lib/server/config';
import type { Database } from '$lib/server/db';
import { accounts, statuses } from '$lib/server/db/schema';
import { accept, announce, create, follow, like } from './activities';
import { Chance } from './chance';
import { api, type ApiUser } from './members';
import type { OtherServers } from './other-servers';
import { members, strangers, type Persona } from './people';
import { personUri, type Plan } from './plan';
import { settled } from './settled';

/** Somebody of the community who acts, and who they are in the demonstration. */
export interface Member {
    user: ApiUser;
    /** Undefined for the owner, who only follows. */
    persona: Persona | undefined;
}

const FOLLOWED_BY_MEMBER = 30;
const POSTS = 5;
const ANSWERS = 4;
const FAVOURITES = 14;
const BOOSTS = 3;
const SEED = 77;

/** Who follows whom: members each other and people elsewhere, and people elsewhere the members. */
export async function makeFollows(db: Database, people: Member[], others: OtherServers): Promise<void> {
    const chance = new Chance(SEED);
    const ids = await idsOf(db, accounts, strangers.map(personUri));
    const asked: { author: Persona; activity: ReturnType<typeof accept> }[] = [];
    for (const { user, persona } of people) {
        const shared = strangers.filter((one) => one.topics.some((topic) => persona?.topics.includes(topic)));
        const followed = [...new Set([...shared, ...chance.pickSome(strangers, FOLLOWED_BY_MEMBER)])];
        const targets = [
            ...followed.map((one) => ids.get(personUri(one))),
            ...people.map((other) => other.user.accountId).filter((id) => id !== user.accountId),
        ].filter((id) => id !== undefined);
        const known = await relationships(user, targets);
        for (const id of targets) {
            const { following, requested } = known.get(id) ?? {};
            if (!following && !requested) await api(user, 'POST', `/api/v1/accounts/${id}/follow`);
        }
        const self = `${config().origin}/users/${user.username}`;
        for (const author of followed)
            if (!known.get(ids.get(personUri(author)) ?? '')?.following)
                asked.push({ author, activity: accept(author, self) });
        if (persona)
            for (const author of chance.pickSome(strangers, 24))
                asked.push({ author, activity: follow(author, self) });
    }
    await settled(db);
    await others.sayAll(asked);
    await settled(db);
}

async function relationships(user: ApiUser, ids: string[]): Promise<Map<string, Relationship>> {
    const query = ids.map((id) => `id[]=${id}`).join('&');
    const list = await api<Relationship[]>(user, 'GET', `/api/v1/accounts/relationships?${query}`);
    return new Map(list.map((one) => [one.id, one]));
}

/** Members write, answer, like and boost; what they have said before they do not say again. */
export async function liveHere(db: Database, people: Member[], plan: Plan): Promise<Status[]> {
    const said: Status[] = [];
    const chance = new Chance(SEED + 1);
    for (const { user, persona } of people) {
        if (!persona) continue;
        const before = await postsBefore(user);
        const post = async (status: { status: string } & Record<string, unknown>) => {
            const known = before.get(plain(status.status));
            said.push(known ?? (await api<Status>(user, 'POST', '/api/v1/statuses', status)));
        };
        await api(user, 'PATCH', '/api/v1/accounts/update_credentials', {
            display_name: persona.displayName,
            note: persona.bio,
            discoverable: true,
        });
        for (let n = 0; n < POSTS; n++) {
            const composed = plan.composer.post(chance.pick(persona.topics));
            const tags = composed.hashtags.map((name) => `#${name}`).join(' ');
            await post({
                status: tags ? `${composed.text}\n\n${tags}` : composed.text,
                spoiler_text: composed.contentWarning,
                language: composed.language,
            });
        }
        await answerOthers(db, persona, plan, chance, post);
        await likeOthers(db, user, plan, chance);
    }
    return said;
}

async function answerOthers(
    db: Database,
    persona: Persona,
    { posts, composer }: Plan,
    chance: Chance,
    post: (status: { status: string; in_reply_to_id?: string; language: string }) => Promise<void>,
): Promise<void> {
    const recent = posts
        .slice(-700)
        .filter(({ author }) => author.topics.some((one) => persona.topics.includes(one)));
    const answered = chance.pickSome(recent, ANSWERS);
    const ids = await idsOf(
        db,
        statuses,
        answered.map(({ uri }) => uri),
    );
    for (const { uri, author } of answered) {
        const topic =
            author.topics.find((one) => persona.topics.includes(one)) ?? chance.pick(persona.topics);
        const { text, language } = composer.answer(topic);
        await post({
            status: `@${author.username}@${author.domain} ${text}`,
            in_reply_to_id: ids.get(uri),
            language,
        });
    }
}

async function likeOthers(db: Database, user: ApiUser, { posts }: Plan, chance: Chance): Promise<void> {
    const liked = chance.pickSome(posts.slice(-500), FAVOURITES + BOOSTS);
    const ids = await idsOf(
        db,
        statuses,
        liked.map(({ uri }) => uri),
    );
    for (const [n, { uri }] of liked.entries()) {
        const id = ids.get(uri);
        if (id) await api(user, 'POST', `/api/v1/statuses/${id}/${n < FAVOURITES ? 'favourite' : 'reblog'}`);
    }
}

/** What this member has said already, by its words. */
async function postsBefore(user: ApiUser): Promise<Map<string, Status>> {
    const path = `/api/v1/accounts/${user.accountId}/statuses?limit=40&exclude_reblogs=true`;
    const list = await api<Status[]>(user, 'GET', path);
    return new Map(list.map((status) => [plain(status.content), status]));
}

/** Letters and digits alone: the same before and after a text becomes HTML. */
function plain(text: string): string {
    return text
        .replace(/<[^>]+>/g, '')
        .replace(/&#?\w+;/g, '')
        .replace(/@\S+?@\S+?\.example|@\w+/g, '')
        .replace(/[^\p{L}\p{N}]/gu, '');
}

/** People elsewhere like, boost and answer what the members said. */
export async function reactToMembers(others: OtherServers, said: Status[], plan: Plan): Promise<void> {
    const chance = new Chance(SEED + 2);
    const reactions: Parameters<OtherServers['sayAll']>[0][number][] = [];
    for (const [n, status] of said.entries()) {
        const author = localAuthor(status.account);
        for (const admirer of chance.pickSome(strangers, 1 + chance.below(6)))
            reactions.push({ author: admirer, activity: like(admirer, status.uri) });
        const persona = members.find(({ username }) => username === status.account.username);
        const peers = strangers.filter(({ topics }) => topics.some((one) => persona?.topics.includes(one)));
        const peer = chance.pick(peers.length > 0 ? peers : strangers);
        const published = new Date();
        if (chance.happens(0.3))
            reactions.push({
                author: peer,
                activity: announce({
                    uri: `${personUri(peer)}/boosts/member-${n}`,
                    author: peer,
                    published,
                    post: { uri: status.uri },
                }),
            });
        if (chance.happens(0.5)) {
            const composed = plan.composer.answer(chance.pick(peer.topics));
            reactions.push({
                author: peer,
                activity: create({
                    ...composed,
                    uri: `${personUri(peer)}/statuses/to-member-${n}`,
                    author: peer,
                    published,
                    inReplyTo: { uri: status.uri, author },
                }),
            });
        }
    }
    await others.sayAll(reactions);
}

function localAuthor({ uri, username }: Account) {
    return { uri, handle: `@${username}@${config().domain}` };
}

/** The ids that accounts or statuses have here, by their addresses. */
export async function idsOf(
    db: Database,
    table: typeof accounts | typeof statuses,
    uris: string[],
): Promise<Map<string, string>> {
    if (uris.length === 0) return new Map();
    const rows = await db
        .select({ id: table.id, uri: table.uri })
        .from(table)
        .where(inArray(table.uri, uris));
    return new Map(rows.map(({ id, uri }) => [uri, id]));
}
