/** `npm run demo`: fills the running community with people and two weeks of their talk. */
import { parseArgs } from 'node:util';
import { openCommunity } from '$lib/server/cli/open-community';
import { config } from '$lib/server/config';
import type { Database } from '$lib/server/db';
import { statuses } from '$lib/server/db/schema';
import { announce, create } from './activities';
import { showThings } from './gallery';
import { idsOf, liveHere, makeFollows, reactToMembers, type Member } from './local-life';
import { countOthers, signIn, signInOwner, signOut } from './members';
import { OtherServers } from './other-servers';
import { members, strangers } from './people';
import { makePlan, personUri, type Plan, type PlannedPost } from './plan';
import { settled } from './settled';

const HELP = `npm run demo [-- --force]

Fills the community that runs here with ${members.length} members, ${strangers.length} people of other servers, and more
than 2,000 posts of the last two weeks, with pictures, polls and quotes, through the public API and through federation.
The owner follows some of them. Running it again adds nothing twice. It refuses where there are other members already, unless forced.`;

/** Activities told before the community is given time to work on them: what is answered is there before its answer. */
const CHUNK = 100;

/** Why it cannot go on, in one sentence. */
class Refusal extends Error {}

const { values } = parseArgs({
    options: { force: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) console.log(HELP);
else {
    const community = openCommunity();
    try {
        await fill(await findRunning(community), values.force);
    } catch (error) {
        console.error(error instanceof Refusal ? error.message : error);
        process.exitCode = 1;
    } finally {
        await community.close();
    }
}

async function findRunning(community: ReturnType<typeof openCommunity>): Promise<Database> {
    const { origin } = config();
    const answer = await fetch(`${origin}/healthz/ready`).catch(() => undefined);
    if (!answer?.ok) throw new Refusal(`No community answers at ${origin}: start it with npm start first.`);
    return community.database();
}

async function fill(db: Database, force: boolean): Promise<void> {
    const others = await countOthers(db);
    if (others > 0 && !force)
        throw new Refusal(
            `This community has ${others} other member${others === 1 ? '' : 's'}: nothing was added. Use --force to fill it all the same.`,
        );
    const plan = makePlan(Date.now());
    const servers = new OtherServers(db);

    say(
        `${strangers.length} people of ${new Set(strangers.map(({ domain }) => domain)).size} other servers …`,
    );
    await servers.introduce(strangers);

    say(`${members.length} members …`);
    const people: Member[] = [];
    for (const persona of members) people.push({ user: await signIn(db, persona), persona });
    const owner = await signInOwner(db);
    if (owner) people.push({ user: owner, persona: undefined });

    try {
        say('Who follows whom …');
        await makeFollows(db, people, servers);
        await talkElsewhere(db, servers, plan);
        say('What the members say …');
        const said = await liveHere(db, people, plan);
        await settled(db);
        await reactToMembers(servers, said, plan);
        await showThings(people);
        await settled(db);
    } finally {
        for (const { user } of people) await signOut(db, user);
    }
    const count = await db.$count(statuses);
    console.log(`\nThe community holds ${count} posts. Look around at ${config().origin}`);
}

/** Two weeks of talk on the other servers, in the order in which it happened. */
async function talkElsewhere(db: Database, servers: OtherServers, { posts, boosts }: Plan): Promise<void> {
    const uris = [...posts, ...boosts].map(({ uri }) => uri);
    const known = await idsOf(db, statuses, uris);
    const unsaid = posts.filter(({ uri }) => !known.has(uri));
    for (let at = 0; at < unsaid.length; at += CHUNK) {
        say(`Two weeks of talk: ${at} of ${unsaid.length} posts`);
        const chunk = unsaid.slice(at, at + CHUNK);
        await servers.sayAll(
            chunk.map((post) => ({ author: post.author, activity: create(withAddressee(post)) })),
        );
        await settled(db);
    }
    const unboosted = boosts.filter(({ uri }) => !known.has(uri));
    await servers.sayAll(unboosted.map((boost) => ({ author: boost.author, activity: announce(boost) })));
    await settled(db);
}

function withAddressee(post: PlannedPost) {
    const { answers } = post;
    if (!answers) return post;
    const { username, domain } = answers.author;
    const author = { uri: personUri(answers.author), handle: `@${username}@${domain}` };
    return { ...post, inReplyTo: { uri: answers.uri, author } };
}

function say(text: string): void {
    process.stderr.write(`${text}\n`);
}
