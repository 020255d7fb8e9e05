import { eq } from 'drizzle-orm';
import { newId, type Database, type Transaction } from '../../db';
import { filterKeywords } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import type { Actor } from '../users';
import { changeOwnFilters } from './change-own-filters';
import { filterIn, findKeyword, keywordIn, type Filter, type Keyword } from './filter-row';
import { LONGEST_KEYWORD, MOST_KEYWORDS } from './limits';

/** One keyword to be added, or by its id to be changed or removed. */
export interface KeywordChange {
    id?: string;
    keyword?: string;
    /** Default: true. */
    wholeWord?: boolean;
    remove?: boolean;
}

/**
 * Adds a keyword to a filter.
 * @throws NotFound for the filter; Unprocessable for one that is empty, too long, or one too many.
 */
export function addKeyword(
    db: Database,
    owner: Actor,
    filterId: string,
    { keyword, wholeWord }: Pick<KeywordChange, 'keyword' | 'wholeWord'>,
): Promise<Keyword> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const filter = filterIn(existing, filterId);
        const [id] = await changeKeywordsOf(tx, existing, filter, [{ keyword, wholeWord }]);
        return (await findKeyword(tx, owner, id ?? '')).keyword;
    });
}

/** @throws NotFound; Unprocessable for one that is empty or too long. */
export function changeKeyword(
    db: Database,
    owner: Actor,
    id: string,
    changes: Pick<KeywordChange, 'keyword' | 'wholeWord'>,
): Promise<Keyword> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const { filter } = keywordIn(existing, id);
        await changeKeywordsOf(tx, existing, filter, [{ ...changes, id }]);
        return (await findKeyword(tx, owner, id)).keyword;
    });
}

/** @throws NotFound */
export function deleteKeyword(db: Database, owner: Actor, id: string): Promise<void> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const { filter } = keywordIn(existing, id);
        await changeKeywordsOf(tx, existing, filter, [{ id, remove: true }]);
    });
}

/**
 * Changes, removes and adds keywords of one filter. Returns the ids of those changed and added.
 * @throws NotFound for an id that is not of this filter; Unprocessable for a keyword that is empty, too long, or one too
 * many among `existing`.
 */
export async function changeKeywordsOf(
    tx: Transaction,
    existing: readonly Filter[],
    filter: Pick<Filter, 'id' | 'keywords'>,
    changes: readonly KeywordChange[],
): Promise<string[]> {
    const kept: string[] = [];
    const added: (typeof filterKeywords.$inferInsert)[] = [];
    let count = existing.reduce((sum, { keywords }) => sum + keywords.length, 0);
    for (const { id, keyword, wholeWord, remove = false } of changes) {
        if (id === undefined) {
            if (!remove) added.push({ id: newId(), filterId: filter.id, keyword: keyword ?? '', wholeWord });
            continue;
        }
        const known = filter.keywords.find((one) => one.id === id);
        if (!known) throw new NotFound();
        const row = eq(filterKeywords.id, id);
        if (remove) {
            await tx.delete(filterKeywords).where(row);
            count--;
            continue;
        }
        const checked = checkedKeyword(keyword ?? known.keyword);
        await tx.update(filterKeywords).set({ keyword: checked, wholeWord }).where(row);
        kept.push(id);
    }
    if (added.length === 0) return kept;
    if (count + added.length > MOST_KEYWORDS)
        throw new Unprocessable(`Validation failed: You cannot have more than ${MOST_KEYWORDS} keywords`);
    await tx
        .insert(filterKeywords)
        .values(added.map((row) => ({ ...row, keyword: checkedKeyword(row.keyword) })));
    return [...kept, ...added.map(({ id }) => id)];
}

function checkedKeyword(keyword: string): string {
    const trimmed = keyword.trim();
    if (trimmed === '') throw new Unprocessable("Validation failed: Keyword can't be blank");
    if (trimmed.length > LONGEST_KEYWORD)
        throw new Unprocessable(
            `Validation failed: Keyword is too long (maximum is ${LONGEST_KEYWORD} characters)`,
        );
    return trimmed;
}
