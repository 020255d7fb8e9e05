/**
 * What other servers send, mutated (REL-20). `ATOLL_FUZZ_COUNT=20000` sends that many, `ATOLL_FUZZ_SEED=N` the same ones
 * again.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { count, eq, ne } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { OutboundError } from '$lib/server/activitypub/outbound-error';
import { DocumentRefused } from '$lib/server/activitypub/untrusted';
import { accounts, favourites, follows, inboundActivities, statuses } from '$lib/server/db/schema';
import { findByUri } from '$lib/server/domain/statuses';
import { Chance } from '../../scripts/demo/chance';
import { aStatus } from '../support/factories';
import { assail, HARMLESS } from './support/assault';
import { aMember } from './support/members';
import { aNameServer } from './support/name-server';
import { ourServer } from './support/our-server';
import { Peer, SOFTWARE } from './support/peer';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

const COUNT = Number(process.env.ATOLL_FUZZ_COUNT ?? 1_200);
const IS_LONG = process.env.ATOLL_FUZZ_COUNT !== undefined;
const SEED = Number(process.env.ATOLL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Sent before anything of it is worked on; what was done to the people of one peer does not matter to the next. */
const CHUNK = 100;
/** What is remembered of others in memory has bounds; beyond the first chunks nothing is added to it. */
const MOST_GROWTH = 60_000_000;

interface Findings {
    answers: Map<number, number>;
    faults: string[];
}

/** Works off everything, and notes what failed for another reason than that somebody could not be reached. */
async function workOff(findings: Findings): Promise<void> {
    for (;;) {
        try {
            return await settle();
        } catch (error) {
            if (!isOfTheNetwork(error)) findings.faults.push(String((error as Error).stack ?? error));
            // Those that were fetched together with it have not run yet.
            await db.$client`UPDATE pgboss.job SET state = 'created' WHERE state = 'active'`;
        }
    }
}

function isOfTheNetwork(error: unknown): boolean {
    if (error instanceof DocumentRefused) return error.reason === 'unavailable';
    return error instanceof OutboundError && (error.reason === 'network' || error.reason === 'timeout');
}

test(
    `REL-20: ${COUNT} mutated activities do no harm (ATOLL_FUZZ_SEED=${SEED})`,
    { timeout: 60_000 + COUNT * 200 },
    async () => {
        // Names of nobody are known to be nobody's at once.
        await using _dns = await aNameServer(() => []);
        await using victim = await RemoteServer.start();
        const vera = await victim.person('vera');
        const alice = await aMember(db, 'alice');
        const own = await aStatus(db, { by: alice });
        const said = victim.note(vera, 'said by vera');
        expect(await victim.send(inbox, victim.create(vera, said), vera)).toBe(202);
        await settle();
        const before = await untouched(victim.host);

        const chance = new Chance(SEED);
        const findings: Findings = { answers: new Map(), faults: [] };
        let held = 0;
        for (let sent = 0; sent < COUNT; sent += CHUNK) {
            const software = SOFTWARE[(sent / CHUNK) % SOFTWARE.length] ?? '';
            await using peer = await Peer.start(
                software,
                { member: alice.uri, post: own.uri },
                { inbox, settle },
            );
            const others = [
                vera.id,
                said.id,
                alice.uri,
                own.uri,
                origin,
                victim.origin,
                `${origin}/users/nobody`,
            ];
            await assail(peer, { inbox, others, chance, count: CHUNK, answers: findings.answers });
            await workOff(findings);
            const next = victim.note(vera, 'the next good one');
            expect(await victim.send(inbox, victim.create(vera, next), vera)).toBe(202);
            await workOff(findings);
            expect(await findByUri(db, next.id)).toBeDefined();
            await db.delete(statuses).where(eq(statuses.uri, next.id));
            if (sent === 3 * CHUNK) held = heldMemory();
            if (IS_LONG && sent % 1_000 === 0)
                process.stderr.write(`${sent}: ${findings.faults.length} faults\n`);
        }
        const growth = held === 0 ? 0 : heldMemory() - held;

        expect(findings.faults).toEqual([]);
        expect([...findings.answers.keys()].filter((status) => !HARMLESS.has(status))).toEqual([]);
        // Most of them must get as far as being worked on, or nothing was tried.
        expect(findings.answers.get(202) ?? 0).toBeGreaterThan(COUNT / 2);
        expect(await stuck()).toEqual([]);
        expect(await untouched(victim.host)).toEqual(before);
        expect(await strangers()).toEqual([]);
        expect(growth).toBeLessThan(MOST_GROWTH);
        if (IS_LONG)
            process.stdout.write(
                `${COUNT} sent, seed ${SEED}: answers ${JSON.stringify(Object.fromEntries(findings.answers))}, ` +
                    `what became of them ${JSON.stringify(await outcomes())}, ` +
                    `memory held grew by ${Math.round(growth / 1e6)} MB, resident ${Math.round(process.memoryUsage.rss() / 1e6)} MB\n`,
            );
    },
);

/** What is left without having been worked on, for another reason than the network. */
async function stuck() {
    const left = await db
        .select({
            state: inboundActivities.state,
            error: inboundActivities.error,
            body: inboundActivities.body,
        })
        .from(inboundActivities)
        .where(ne(inboundActivities.state, 'done'));
    return left.filter(
        ({ state, error }) => state !== 'refused' && !/OutboundError|unavailable/.test(error ?? ''),
    );
}

/** Bytes that are really held, after everything else was collected. */
function heldMemory(): number {
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
}

async function outcomes() {
    const rows = await db
        .select({ state: inboundActivities.state, error: inboundActivities.error, count: count() })
        .from(inboundActivities)
        .groupBy(inboundActivities.state, inboundActivities.error);
    return Object.fromEntries(rows.map((row) => [`${row.state} ${row.error ?? ''}`.slice(0, 60), row.count]));
}

/** Everything that only members and the honest server may change. */
async function untouched(honestHost: string) {
    const people = await db.select().from(accounts).orderBy(accounts.uri);
    const theirs = people.filter(({ domain }) => domain === null || domain === honestHost);
    const ids = new Set(theirs.map(({ id }) => id));
    const of = <T extends { accountId: string }>(rows: T[]) =>
        rows.filter(({ accountId }) => ids.has(accountId));
    const posts = of(await db.select().from(statuses).orderBy(statuses.uri));
    return {
        people: theirs
            .filter(({ actorType }) => actorType !== 'Application')
            .map(({ uri, displayName, bioHtml, inboxUrl, suspendedAt, movedToId, url }) => ({
                uri,
                displayName,
                bioHtml,
                inboxUrl,
                suspendedAt,
                movedToId,
                url,
            })),
        posts: posts.map(({ uri, contentHtml, visibility }) => ({ uri, contentHtml, visibility })),
        likes: of(await db.select().from(favourites)).length,
        follows: of(await db.select().from(follows)).length,
    };
}

/** Posts that stand under somebody of another origin. */
async function strangers() {
    const rows = await db
        .select({ uri: statuses.uri, author: accounts.uri })
        .from(statuses)
        .innerJoin(accounts, eq(accounts.id, statuses.accountId));
    return rows.filter(({ uri, author }) => new URL(uri).origin !== new URL(author).origin);
}
