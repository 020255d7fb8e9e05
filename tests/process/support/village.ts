/** Three communities with two members each, and what each of them posted by the name it has in the story. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Status } from '$lib/mastodon-api/entities';
import { Community } from '../../../faults/community';
import { workLeft } from './database-of';
import { Person } from './person';

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 60_000;

export interface Posted {
    author: Person;
    uri: string;
}

export class Village<Name extends string> implements AsyncDisposable {
    readonly communities: Community[];
    readonly people: Record<Name, Person>;
    readonly posts = new Map<string, Posted>();

    private constructor(communities: Community[], people: Record<Name, Person>) {
        this.communities = communities;
        this.people = people;
    }

    /** Founds one community for each list of names. */
    static async found<const Name extends string>(...names: Name[][]): Promise<Village<Name>> {
        // All but one want to know who asks before they answer, and must be answered to know it.
        const communities = await Promise.all(
            names.map((_, index) =>
                Community.start({ LOG_LEVEL: 'warn', ATOLL_AUTHORIZED_FETCH: index > 0 ? '1' : '0' }),
            ),
        );
        const joined = communities.flatMap((home, index) =>
            (names[index] ?? []).map(async (name) => [name, await Person.join(home, name)] as const),
        );
        const people = Object.fromEntries(await Promise.all(joined)) as Record<Name, Person>;
        return new Village(communities, people);
    }

    /** Posts, and remembers it by a name. */
    async post(author: Person, name: string, text: string, more: object = {}): Promise<void> {
        const { uri } = await author.post(text, more);
        this.posts.set(name, { author, uri });
    }

    /** The address of what was posted under a name. */
    uri(name: string): string {
        const posted = this.posts.get(name);
        if (!posted) throw new Error(`Nobody posted "${name}"`);
        return posted.uri;
    }

    /** The id it has at its author's. */
    async id(name: string): Promise<string> {
        const posted = this.posts.get(name);
        return posted ? posted.author.find(posted.uri) : '';
    }

    answer(author: Person, to: string, name: string, text: string): Promise<void> {
        return author
            .find(this.uri(to))
            .then((in_reply_to_id) => this.post(author, name, text, { in_reply_to_id }));
    }

    quote(author: Person, of: string, name: string, text: string): Promise<void> {
        return author
            .find(this.uri(of))
            .then((quoted_status_id) => this.post(author, name, text, { quoted_status_id }));
    }

    do(person: Person, verb: string, name: string): Promise<Status> {
        return person.doTo(this.uri(name), verb);
    }

    /** Settles when nobody has anything left to do or to tell, twice in a row: what left one may not have reached the other. */
    async quiet(): Promise<void> {
        const giveUp = Date.now() + PATIENCE_MS;
        for (let calm = 0; calm < 2;) {
            const left = await Promise.all(this.communities.map(async (home) => workLeft(await home.sql())));
            calm = left.every((count) => count === 0) ? calm + 1 : 0;
            if (calm < 2) await pause(LOOK_EVERY_MS);
            if (Date.now() > giveUp)
                throw new Error(
                    `It does not become quiet: ${left.join()}\n${this.communities.map(({ output }) => output.slice(-3_000)).join('\n')}`,
                );
        }
    }

    /** Runs a statement in every community, such as one that lets time pass. */
    async everywhere(statement: string): Promise<void> {
        for (const home of this.communities) await (await home.sql()).unsafe(statement);
    }

    async [Symbol.asyncDispose](): Promise<void> {
        await Promise.all(this.communities.map((home) => home[Symbol.asyncDispose]()));
    }
}
