import type postgres from 'postgres';

/** Statements whose length depends on their values come in too many forms to keep a plan of each. */
const VARIES = /\bin \(\$\d+, |\), \(\$\d+|\bdefault\), \(/i;

/**
 * Lets PostgreSQL keep the plans of drizzle's statements for as long as a connection lives, where the driver would have
 * it plan each of them anew; planning is often the larger half of a short statement. PostgreSQL itself goes on planning
 * for the values at hand where a plan for all values would be worse.
 */
export function planOnce<T extends Pick<postgres.Sql, 'unsafe'>>(sql: T): T {
    const { unsafe } = sql;
    sql.unsafe = ((text: string, values?: never[], options?: postgres.UnsafeQueryOptions) =>
        unsafe(
            text,
            values,
            options ?? { prepare: Boolean(values?.length) && !VARIES.test(text) },
        )) as typeof unsafe;
    return sql;
}
