import { eq } from 'drizzle-orm';
import type { Database } from '../../db';
import { filters } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import type { Actor } from '../users';
import { changeFilter, createFilter, type FilterChanges } from './change-filter';
import { changeKeywordsOf } from './change-keywords';
import { changeOwnFilters } from './change-own-filters';
import { findFilters, findKeyword, keywordIn, type Filter, type Keyword } from './filter-row';

/*
 * Filters as clients of the first version know them: each keyword is one, with what its filter says. Statuses that a
 * filter names by themselves do not appear.
 */

/** A keyword with the filter it belongs to. */
export interface PhraseFilter {
    filter: Filter;
    keyword: Keyword;
}

export interface PhraseChanges extends Pick<FilterChanges, 'context' | 'expiresIn'> {
    phrase?: string;
    wholeWord?: boolean;
    /** Nothing is shown of what matches; otherwise a warning stands there. */
    hide?: boolean;
}

export async function findPhraseFilters(db: Database, owner: Actor): Promise<PhraseFilter[]> {
    const all = await findFilters(db, owner);
    return all.flatMap((filter) => filter.keywords.map((keyword) => ({ filter, keyword })));
}

/**
 * Makes a filter of one keyword, named like it.
 * @throws Unprocessable
 */
export async function createPhraseFilter(
    db: Database,
    owner: Actor,
    changes: PhraseChanges,
): Promise<PhraseFilter> {
    const { phrase = '', wholeWord = false, context, expiresIn } = changes;
    if (phrase.trim() === '') throw new Unprocessable("Validation failed: Phrase can't be blank");
    const filter = await createFilter(db, owner, {
        // A keyword may be longer than a title.
        title: phrase.trim().slice(0, 256).toWellFormed(),
        context,
        expiresIn,
        action: actionOf(changes),
        keywords: [{ keyword: phrase, wholeWord }],
    });
    const [keyword] = filter.keywords;
    if (!keyword) throw new NotFound();
    return { filter, keyword };
}

/**
 * Changes the keyword, and its filter where that holds no other: with others it would change what holds for those.
 * @throws NotFound; Unprocessable, also for changing the filter of several keywords.
 */
export async function changePhraseFilter(
    db: Database,
    owner: Actor,
    id: string,
    changes: PhraseChanges,
): Promise<PhraseFilter> {
    const { filter } = await findKeyword(db, owner, id);
    const { phrase, wholeWord, context, expiresIn } = changes;
    if (filter.keywords.length > 1 && touchesFilter(filter, changes))
        throw new Unprocessable(
            'These parameters cannot be changed from this application because they apply to more than one filter keyword. Use a more recent application or the web interface.',
        );
    await changeFilter(db, owner, filter.id, {
        context,
        expiresIn: filter.keywords.length > 1 ? undefined : expiresIn,
        action: changes.hide === undefined ? undefined : actionOf(changes, filter),
        keywords: [{ id, keyword: phrase, wholeWord }],
    });
    return findKeyword(db, owner, id);
}

/**
 * Removes the keyword, and its filter where nothing is left in it.
 * @throws NotFound
 */
export function deletePhraseFilter(db: Database, owner: Actor, id: string): Promise<void> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const { filter } = keywordIn(existing, id);
        await changeKeywordsOf(tx, existing, filter, [{ id, remove: true }]);
        if (filter.keywords.length === 1 && filter.statuses.length === 0)
            await tx.delete(filters).where(eq(filters.id, filter.id));
    });
}

/** Would it change what holds for other keywords as well? */
function touchesFilter(filter: Filter, { context, expiresIn, hide }: PhraseChanges): boolean {
    if (context && [...context].sort().join() !== [...filter.context].sort().join()) return true;
    if (hide !== undefined && hide !== (filter.action === 'hide')) return true;
    return expiresIn !== undefined && (expiresIn !== null || filter.expiresAt !== null);
}

/** These clients know of hiding and of not hiding: what is blurred stays so unless it is to be hidden. */
function actionOf({ hide }: PhraseChanges, { action }: { action?: Filter['action'] } = {}): Filter['action'] {
    if (hide) return 'hide';
    return action === 'blur' ? 'blur' : 'warn';
}
