import { eq } from 'drizzle-orm';
import { newId, type Database } from '../../db';
import { filters } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { claimIdempotencyKey } from '../statuses';
import type { Actor } from '../users';
import { changeOwnFilters } from './change-own-filters';
import { filterIn, findFilter, type Filter, type FilterAction, type FilterContext } from './filter-row';
import { changeKeywordsOf, type KeywordChange } from './change-keywords';
import { FILTER_ACTIONS, FILTER_CONTEXTS, LONGEST_TITLE, MOST_FILTERS } from './limits';

/** What is chosen of a filter, as it was sent; what is left out stays as it is. */
export interface FilterChanges {
    title?: string;
    context?: readonly string[];
    /** Default: warn. */
    action?: string;
    /** Seconds from now; null is without end. */
    expiresIn?: number | null;
    keywords?: readonly KeywordChange[];
}

/**
 * Makes a filter. With an `idempotencyKey` the same request again gives the same filter.
 * @throws Unprocessable without a title or a context, with a name that is none, and beyond the limits; NotFound for
 * keywords that name an id: there are none yet.
 */
export function createFilter(
    db: Database,
    owner: Actor,
    changes: FilterChanges,
    { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Filter> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const id = newId();
        if (idempotencyKey !== undefined) {
            const claim = { key: idempotencyKey, request: changes, otherId: id };
            const earlier = await claimIdempotencyKey(tx, owner, claim);
            if (earlier) return findFilter(tx, owner, earlier.otherId ?? '');
        }
        if (existing.length >= MOST_FILTERS)
            throw new Unprocessable(`Validation failed: You cannot have more than ${MOST_FILTERS} filters`);
        await tx.insert(filters).values({
            id,
            accountId: owner.accountId,
            title: checkedTitle(changes.title ?? ''),
            context: checkedContext(changes.context ?? []),
            action: changes.action === undefined ? 'warn' : checkedAction(changes.action),
            expiresAt: endOf(changes.expiresIn ?? null),
        });
        await changeKeywordsOf(tx, existing, { id, keywords: [] }, changes.keywords ?? []);
        return findFilter(tx, owner, id);
    });
}

/**
 * Changes a filter, and keywords of it.
 * @throws NotFound, also for a keyword that is not of this filter; Unprocessable as at making.
 */
export function changeFilter(
    db: Database,
    owner: Actor,
    id: string,
    changes: FilterChanges,
): Promise<Filter> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        const filter = filterIn(existing, id);
        const { title, context, action, expiresIn, keywords = [] } = changes;
        await tx
            .update(filters)
            .set({
                title: checkedTitle(title ?? filter.title),
                context: context && checkedContext(context),
                action: action === undefined ? undefined : checkedAction(action),
                expiresAt: expiresIn === undefined ? undefined : endOf(expiresIn),
            })
            .where(eq(filters.id, id));
        await changeKeywordsOf(tx, existing, filter, keywords);
        return findFilter(tx, owner, id);
    });
}

/** @throws NotFound */
export function deleteFilter(db: Database, owner: Actor, id: string): Promise<void> {
    return changeOwnFilters(db, owner, async (tx, existing) => {
        await tx.delete(filters).where(eq(filters.id, filterIn(existing, id).id));
    });
}

function checkedTitle(title: string): string {
    const trimmed = title.trim();
    if (trimmed === '') throw new Unprocessable("Validation failed: Title can't be blank");
    if (trimmed.length > LONGEST_TITLE)
        throw new Unprocessable(
            `Validation failed: Title is too long (maximum is ${LONGEST_TITLE} characters)`,
        );
    return trimmed;
}

function checkedContext(names: readonly string[]): FilterContext[] {
    const known = FILTER_CONTEXTS.filter((context) => names.includes(context));
    if (known.length === 0 || known.length < new Set(names).size)
        throw new Unprocessable('Validation failed: Context None or invalid context supplied');
    return known;
}

function checkedAction(name: string): FilterAction {
    const action = FILTER_ACTIONS.find((known) => known === name);
    if (!action) throw new Unprocessable('Validation failed: Action is not included in the list');
    return action;
}

/** A hundred years, in seconds: what a date can hold is not for ever. */
const LONGEST = 3_155_760_000;

function endOf(seconds: number | null): Date | null {
    if (seconds === null) return null;
    return new Date(Date.now() + Math.min(Math.max(seconds, 0), LONGEST) * 1000);
}
