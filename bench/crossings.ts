import type { Community } from './community.ts';
import type { Person } from './data-set.ts';
import type { Hosts } from './hosts.ts';
import { introduce, type RemotePerson } from './peer.ts';
import { ask } from './requests.ts';
import { until } from './settle.ts';

/** A measurement may take so long until the last delivery is there. */
const PATIENCE_S = 180;
/** Above those of the data set. */
let nextId = 10_000_000;
let nextMark = 1_000_000;

/** Posts of one member to followers on other hosts, told apart by marks. */
export class Crossings {
    readonly community: Community;
    readonly #author: Person;
    readonly #hosts: Hosts;
    readonly #posted = new Map<number, number>();
    /** Who is at each origin. */
    readonly #people = new Map<string, RemotePerson>();

    constructor(community: Community, author: Person, hosts: Hosts) {
        this.community = community;
        this.#author = author;
        this.#hosts = hosts;
    }

    /** From now on one person at each of these origins follows the author, and nobody else. */
    async follow(origins: string[]): Promise<void> {
        const { sql } = this.community;
        const { accountId } = this.#author;
        const strangers = origins.filter((origin) => !this.#people.has(origin));
        const people = await introduce(sql, strangers, nextId);
        nextId += strangers.length;
        for (const person of people) this.#people.set(new URL(person.uri).origin, person);
        const ids = origins.map((origin) => this.#people.get(origin)?.accountId ?? '');
        await sql`DELETE FROM follows WHERE target_id = ${accountId}`;
        await sql`
            INSERT INTO follows (id, account_id, target_id)
            SELECT id + 1000000000, id, ${accountId} FROM unnest(${ids}::bigint[]) AS person(id)`;
        await sql`UPDATE accounts SET followers_count = ${origins.length} WHERE id = ${accountId}`;
    }

    /** Whoever is at an origin. */
    personAt(origin: string): RemotePerson & { handle: string } {
        const person = this.#people.get(origin);
        if (!person) throw new Error(`Nobody is known at ${origin}`);
        const { host, pathname } = new URL(person.uri);
        return { ...person, handle: `@${pathname.split('/').at(-1)}@${host}` };
    }

    /** Nobody follows any more. */
    async end(): Promise<void> {
        const { sql } = this.community;
        await sql`DELETE FROM follows WHERE target_id = ${this.#author.accountId}`;
        await sql`UPDATE accounts SET followers_count = 0 WHERE id = ${this.#author.accountId}`;
    }

    /** Posts; returns the mark by which it is known on arrival. `to` is whom alone it is for. */
    async post(to?: string): Promise<number> {
        const mark = nextMark++;
        this.#posted.set(mark, performance.timeOrigin + performance.now());
        const { status, text } = await ask({
            url: `${this.community.origin}/api/v1/statuses`,
            tokens: [this.#author.token],
            method: 'POST',
            body: () =>
                JSON.stringify(
                    to === undefined
                        ? { status: `The ferry is late again, crossing-${mark}` }
                        : { status: `${to} crossing-${mark}`, visibility: 'direct' },
                ),
        });
        if (status !== 200) throw new Error(`A post was answered ${status}: ${text.slice(0, 300)}`);
        return mark;
    }

    /** Resolves once each of the posts has arrived at so many hosts. */
    async arrive(marks: number[], count: number, patience = PATIENCE_S): Promise<void> {
        for (const mark of marks)
            await until(`crossing-${mark} to arrive at ${count} hosts`, patience, async () => {
                return (await this.#hosts.arrivals(mark)).length >= count;
            });
    }

    /** Milliseconds from the request that posted until each arrival; only at `origins` where they are named. */
    async delaysOf(mark: number, origins?: string[]): Promise<number[]> {
        const ports = origins && new Set(origins.map((origin) => Number(new URL(origin).port)));
        const posted = this.#posted.get(mark) ?? NaN;
        const arrivals = await this.#hosts.arrivals(mark);
        const delays = arrivals.filter(({ host }) => ports?.has(host) ?? true).map(({ at }) => at - posted);
        return delays.toSorted((one, other) => one - other);
    }
}
