/** What an act changed in the database, told so that the same act in another place tells the same. */
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '$lib/server/db';
import * as schema from '$lib/server/db/schema';

const TABLES = Object.values<unknown>(schema)
    .filter((entry) => is(entry, PgTable))
    .map((table) => getTableName(table));

export interface Effect {
    added: string[];
    removed: string[];
}

/** The rows that `act` added to and removed from all tables, without what differs from turn to turn: ids, times, keys. */
export async function effectOf(db: Database, act: () => Promise<void>): Promise<Effect> {
    const before = await allRows(db);
    await act();
    const after = await allRows(db);
    return { added: without(after, before), removed: without(before, after) };
}

async function allRows(db: Database): Promise<string[]> {
    const rows = await db.$client.unsafe<{ name: string; row: Record<string, unknown> }[]>(
        TABLES.map((name) => `select '${name}' as name, to_jsonb(t) as row from "${name}" t`).join(
            ' union all ',
        ),
    );
    return rows.map(({ name, row }) => `${name} ${JSON.stringify(row, withoutTimes)}`);
}

/** When a row was touched is no part of what it says. */
const withoutTimes = (key: string, value: unknown) =>
    /(_at|_on|^version|^seq)$/.test(key) && value ? 'then' : value;

/** What is in `some` and not in `others`, as often as it is, with names for the things of one place. */
function without(some: string[], others: string[]): string[] {
    const left = new Map<string, number>();
    for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
    return some
        .filter((row) => {
            const count = left.get(row) ?? 0;
            left.set(row, count - 1);
            return count <= 0;
        })
        .map((row) =>
            row
                .replace(/member\d+/g, 'member')
                .replace(/\d{12,}/g, '#')
                .replace(/[\w-]{22,}/g, '#'),
        )
        .sort();
}
