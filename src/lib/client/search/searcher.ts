import MiniSearch, { type SearchResult } from 'minisearch';
import { readStatusesQuery } from '$lib/text';
import type { LocalDatabase } from '../database/records';
import { NOTHING, type Found, type Question } from './asking';
import { People } from './people';
import { answersTo, searchablePost, type SearchablePost } from './searchable';
import { fold, wordsOf } from './words';

const BATCH = 250;
/** Milliseconds for which what was read from the device counts as new. */
const FRESH = 1000;
const DAY = 86_400_000;

interface Indexed extends SearchablePost {
    /** The text, folded, for phrases and refusals. */
    folded: string;
}

/**
 * Searches all that the device keeps of an account. It reads the database when it is first asked and, before each
 * later question, only what was kept or dropped since.
 */
export class Searcher {
    readonly #database: LocalDatabase;
    readonly #me: string | null;
    readonly #people = new People();
    readonly #posts = new Map<string, Indexed>();
    readonly #written = new Map<string, number>();
    #tags: Map<string, { name: string; count: number }> | null = null;
    readonly #index = new MiniSearch<SearchablePost>({
        fields: ['text', 'beside'],
        tokenize: wordsOf,
        // Words come folded.
        processTerm: (word) => word,
        searchOptions: { boost: { text: 2 }, combineWith: 'AND' },
    });
    /** Boosts, and posts that are to be read again. */
    #passed = new Set<string>();
    #peopleRead: Promise<void> | null = null;
    #postsRead: Promise<void> | null = null;
    #peopleAt = 0;
    #postsAt = 0;

    constructor(database: LocalDatabase, me: string | null) {
        this.#database = database;
        this.#me = me;
    }

    async answer(question: Question): Promise<Found> {
        switch (question.ask) {
            case 'accounts':
                return { ...NOTHING, accountIds: await this.#completeAccounts(question) };
            case 'tags':
                await this.#readPosts();
                return { ...NOTHING, tags: this.#findTags(question.prefix, question.limit) };
            case 'prepare':
                await Promise.all([this.#readPeople(), this.#readPosts()]);
                return NOTHING;
            case 'reread':
                for (const id of question.ids) this.#drop(id);
                this.#postsAt = 0;
                return NOTHING;
            case 'search':
                return this.#search(question);
        }
    }

    /** Whoever types does not wait for the posts to be read, whose number only sharpens the order. */
    async #completeAccounts({ prefix, limit }: { prefix: string; limit: number }): Promise<string[]> {
        await this.#readPeople();
        const found = this.#people.find(prefix, limit, this.#written);
        void this.#readPosts().catch(() => {});
        return found;
    }

    async #search({ query, kinds, limit }: Question & { ask: 'search' }): Promise<Found> {
        await Promise.all([this.#readPeople(), this.#readPosts()]);
        const bare = query.trim();
        const wants = new Set(kinds);
        const accountIds = wants.has('account') || wants.has('notification') ? this.#findPeople(bare) : [];
        const statusIds = wants.has('status') || wants.has('notification') ? this.#findPosts(bare) : [];
        return {
            accountIds: wants.has('account') ? accountIds.slice(0, limit) : [],
            tags: wants.has('tag') ? this.#findTags(bare, limit) : [],
            statusIds: wants.has('status') ? statusIds.slice(0, limit) : [],
            notificationIds: wants.has('notification')
                ? await this.#findNotifications(new Set(accountIds), new Set(statusIds), limit)
                : [],
        };
    }

    #findPeople(query: string): string[] {
        return query.startsWith('#') ? [] : this.#people.find(query, Infinity, this.#written);
    }

    #findTags(typed: string, limit: number): string[] {
        const wanted = fold(typed.trim().replace(/^[#＃]/, ''));
        if (wanted === '' || /\s/.test(wanted)) return [];
        this.#tags ??= this.#countTags();
        return [...this.#tags]
            .filter(([folded]) => folded.startsWith(wanted))
            .sort(
                ([a, one], [b, other]) =>
                    Number(b === wanted) - Number(a === wanted) || other.count - one.count,
            )
            .slice(0, limit)
            .map(([, { name }]) => name);
    }

    #countTags(): Map<string, { name: string; count: number }> {
        const tags = new Map<string, { name: string; count: number }>();
        for (const post of this.#posts.values())
            for (const name of post.tags) {
                const known = tags.get(fold(name));
                if (known) known.count += 1;
                else tags.set(fold(name), { name, count: 1 });
            }
        return tags;
    }

    #findPosts(query: string): string[] {
        const terms = readStatusesQuery(query);
        const authors = terms.from === undefined ? null : this.#authors(terms.from);
        const { wanted, phrases, refused } = readWords(terms.words);
        const fits = (post: Indexed) =>
            answersTo(post, terms, authors) &&
            phrases.every((phrase) => post.folded.includes(phrase)) &&
            !refused.some((word) => post.folded.includes(word));
        if (wanted === '') {
            // Operators alone: the newest that answer to them.
            if (terms.words === query && phrases.length === 0) return [];
            return [...this.#posts.values()]
                .filter(fits)
                .sort((a, b) => b.at - a.at)
                .map(({ id }) => id);
        }
        const exact = this.#ask(wanted, fits, false);
        return (exact.length > 0 ? exact : this.#ask(wanted, fits, true)).map(({ id }) => id as string);
    }

    /** The last word may be unfinished; nearly the same words count where the same ones find nothing. */
    #ask(words: string, fits: (post: Indexed) => boolean, nearly: boolean): SearchResult[] {
        const now = Date.now();
        return this.#index.search(words, {
            // One letter begins too many words to mean anything; one ideograph is a word.
            prefix: (word, i, all) => i === all.length - 1 && (word.length > 1 || word > '\u2e80'),
            fuzzy: nearly ? (word) => (word.length > 4 ? 0.2 : false) : false,
            filter: ({ id }) => {
                const post = this.#posts.get(id as string);
                return post !== undefined && fits(post);
            },
            // What was met lately is more likely to be meant.
            boostDocument: (id) => {
                const age = (now - (this.#posts.get(id as string)?.at ?? 0)) / DAY;
                return 1 + 1 / (1 + Math.max(0, age) / 7);
            },
        });
    }

    #authors(from: string): Set<string> {
        return from === 'me' ? new Set(this.#me ? [this.#me] : []) : this.#people.named(from);
    }

    async #findNotifications(
        people: ReadonlySet<string>,
        posts: ReadonlySet<string>,
        limit: number,
    ): Promise<string[]> {
        const groups = await this.#database.getAll('notificationGroups');
        return groups
            .filter(
                ({ accountIds, statusId }) =>
                    (statusId !== null && posts.has(statusId)) || accountIds.some((id) => people.has(id)),
            )
            .sort((a, b) => b.id.length - a.id.length || (a.id < b.id ? 1 : -1))
            .slice(0, limit)
            .map(({ id }) => id);
    }

    #readPeople(): Promise<void> {
        if (Date.now() - this.#peopleAt < FRESH) return Promise.resolve();
        this.#peopleRead ??= this.#people
            .sync(this.#database)
            .then(() => void (this.#peopleAt = Date.now()))
            .finally(() => (this.#peopleRead = null));
        return this.#peopleRead;
    }

    #readPosts(): Promise<void> {
        if (Date.now() - this.#postsAt < FRESH) return Promise.resolve();
        this.#postsRead ??= this.#syncPosts()
            .then(() => void (this.#postsAt = Date.now()))
            .finally(() => (this.#postsRead = null));
        return this.#postsRead;
    }

    async #syncPosts(): Promise<void> {
        const ids = new Set(await this.#database.ids('statuses'));
        for (const id of [...this.#posts.keys(), ...this.#passed]) if (!ids.has(id)) this.#drop(id);
        const fresh = [...ids].filter((id) => !this.#posts.has(id) && !this.#passed.has(id));
        for (let i = 0; i < fresh.length; i += BATCH)
            for (const stored of await this.#database.getMany('statuses', fresh.slice(i, i + BATCH))) {
                const post = stored && searchablePost(stored, this.#me);
                if (post) this.#take(post);
                else if (stored) this.#passed.add(stored.id);
            }
    }

    #take(post: SearchablePost): void {
        this.#posts.set(post.id, { ...post, folded: fold(`${post.text}\n${post.beside}`) });
        this.#index.add(post);
        this.#written.set(post.accountId, (this.#written.get(post.accountId) ?? 0) + 1);
        this.#tags = null;
    }

    #drop(id: string): void {
        this.#passed.delete(id);
        const post = this.#posts.get(id);
        if (!post) return;
        this.#posts.delete(id);
        this.#index.discard(id);
        this.#written.set(post.accountId, (this.#written.get(post.accountId) ?? 1) - 1);
        this.#tags = null;
    }
}

/** A query's words, with its “phrases” and its -refusals apart. */
function readWords(text: string): { wanted: string; phrases: string[]; refused: string[] } {
    const phrases: string[] = [];
    const refused: string[] = [];
    const wanted = text
        .replace(/(?:^|\s)-([\p{L}\p{N}_]+)/gu, (_whole, word: string) => {
            refused.push(fold(word));
            return ' ';
        })
        .replace(/"([^"]+)"/g, (_whole, phrase: string) => {
            phrases.push(fold(phrase.trim()));
            return ` ${phrase} `;
        })
        .trim();
    return { wanted: wordsOf(wanted).length > 0 ? wanted : '', phrases, refused };
}
