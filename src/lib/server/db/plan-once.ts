import type postgres from 'postgres';

/** Statements whose length depends on their values come in too many forms to keep a plan of each. */
const VARIES = /\bin \(\$\d+, |\), \(\$\d+|\bdefault\), \(/i;

/**
 * Lets PostgreSQL keep the plans of drizzle's statements for as long as a connection lives, where the driver would have
 * it plan each of them anew; planning is often the larger half of a short statement. PostgreSQL itself goes on planning
 * for the values at hand where a plan for all values would be worse.
 */
export function planOnce<T extends postgres.Sql>(sql: T): T {
    const { unsafe } = sql;
    sql.unsafe = ((text: string, values?: never[], options?: postgres.UnsafeQueryOptions) =>
        unsafe(
            text,
            values,
            options ?? { prepare: Boolean(values?.length) && !VARIES.test(text) },
        )) as typeof unsafe;
    const nested = ['begin', 'savepoint'] as const;
    for (const name of nested) {
        const open = (sql as unknown as Record<string, unknown>)[name] as
            ((...args: unknown[]) => Promise<unknown>) | undefined;
        if (!open) continue;
        const planned = (...args: unknown[]) => {
            const work = args.pop() as (transaction: postgres.TransactionSql) => unknown;
            return open(...args, (transaction: postgres.TransactionSql) =>
                work(planOnce(transaction as unknown as postgres.Sql) as unknown as postgres.TransactionSql),
            );
        };
        Object.assign(sql, { [name]: planned });
    }
    return sql;
}
