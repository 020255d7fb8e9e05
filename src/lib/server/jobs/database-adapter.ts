import type { ConstructorOptions } from 'pg-boss';
import { onHeldConnection, type Database } from '../db';

/**
 * pg-boss over the pool the community already has. postgres.js refuses BEGIN on the pool, so a text that opens a
 * transaction of its own goes through a reserved connection.
 */
export function jobDatabase(db: Database): NonNullable<ConstructorOptions['db']> {
    const sql = db.$client;
    return {
        async executeSql(text, values = []) {
            const parameters = values.map(asParameter) as never[];
            // A text with parameters is a single statement, asked over and over: it is planned once.
            const prepare = parameters.length > 0;
            if (!/^\s*BEGIN\b/i.test(text))
                return { rows: asRows(await sql.unsafe(text, parameters, { prepare })) };
            return onHeldConnection(sql, async (connection) => {
                try {
                    return { rows: asRows(await connection.unsafe(text, parameters)) };
                } catch (error) {
                    await connection.unsafe('ROLLBACK');
                    throw error;
                }
            });
        },
        async listen(channel, onNotification, onReconnect) {
            const subscription = await sql.listen(channel, onNotification, onReconnect);
            return { close: () => subscription.unlisten() };
        },
    };
}

/** drizzle takes the driver's own turning of objects into JSON away, so it is done here. */
function asParameter(value: unknown): unknown {
    const isRecord = typeof value === 'object' && value !== null && value.constructor === Object;
    return isRecord ? JSON.stringify(value) : value;
}

/** Several statements at once answer with a list of lists; pg-boss wants their rows in one. */
function asRows(result: ArrayLike<unknown>): Record<string, unknown>[] {
    const rows = Array.from(result);
    return (rows.every((row) => Array.isArray(row)) ? rows.flat() : rows) as Record<string, unknown>[];
}
