import type { Relationship } from '$lib/mastodon-api/entities';
import type { LocalDatabase } from '../database/records';
import { searchablePerson, type SearchablePerson } from './searchable';
import { fold } from './words';

const BATCH = 500;

/** Everybody the device has met, to be found by the beginning of a name or handle. */
export class People {
    readonly #known = new Map<string, SearchablePerson>();
    #followed: ReadonlySet<string> = new Set();

    /** Takes in who was met since, and lets go of who is kept no more. */
    async sync(database: LocalDatabase): Promise<void> {
        const ids = new Set(await database.ids('accounts'));
        for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
        const fresh = [...ids].filter((id) => !this.#known.has(id));
        for (let i = 0; i < fresh.length; i += BATCH)
            for (const stored of await database.getMany('accounts', fresh.slice(i, i + BATCH)))
                if (stored) this.#known.set(stored.id, searchablePerson(stored));
        const relationships: Relationship[] = await database.getAll('relationships');
        this.#followed = new Set(relationships.filter(({ following }) => following).map(({ id }) => id));
    }

    /** Those whom a handle means: whole, or without its domain. */
    named(handle: string): Set<string> {
        const wanted = handle.replace(/^@/, '').toLowerCase();
        const people = [...this.#known.values()];
        const exact = people.filter(({ acct }) => acct === wanted);
        const found = exact.length > 0 ? exact : people.filter(({ acct }) => acct.split('@')[0] === wanted);
        return new Set(found.map(({ id }) => id));
    }

    /**
     * Those whose handle begins with what was typed, or some words of whose name do: who is followed first, then who wrote
     * most of what is kept here.
     */
    find(typed: string, limit: number, written: ReadonlyMap<string, number>): string[] {
        const handle = typed.trim().replace(/^@/, '').toLowerCase();
        const words = fold(handle)
            .split(/[^\p{L}\p{N}_.-]+/u)
            .filter(Boolean);
        if (words.length === 0) return [];
        const scored: { id: string; score: number }[] = [];
        for (const person of this.#known.values()) {
            const match = matchOf(person, handle, words);
            if (match === 0) continue;
            const near = this.#followed.has(person.id) ? 4 : 0;
            scored.push({
                id: person.id,
                score: match + near + Math.min(2, Math.log10(1 + (written.get(person.id) ?? 0))),
            });
        }
        return scored
            .sort((a, b) => b.score - a.score)
            .slice(0, limit)
            .map(({ id }) => id);
    }
}

/** How well somebody fits what was typed; 0 for not at all. */
function matchOf(person: SearchablePerson, handle: string, words: readonly string[]): number {
    if (person.acct === handle) return 16;
    if (person.words[0] === handle) return 8;
    if (person.acct.startsWith(handle)) return 3;
    if (words.every((word) => person.words.some((own) => own.startsWith(word)))) return 2;
    return 0;
}
