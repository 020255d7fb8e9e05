import type postgres from 'postgres';

/** A connection that only its holder uses. */
export type HeldConnection = Pick<postgres.Sql, 'unsafe'>;

/** What the driver's connection lets us hear of; its types leave it out. */
interface DriverConnection {
    onclose: ((error: Error) => void) | null;
}

/**
 * Runs `work` on a connection that nobody else uses meanwhile. When that connection is lost, every further statement of
 * `work` is refused: the driver would send it over whatever connection has taken the place of the lost one. So is one that
 * comes after `work` has ended.
 */
export async function onHeldConnection<T>(
    sql: postgres.Sql,
    work: (connection: HeldConnection) => Promise<T>,
): Promise<T> {
    const reserved = await sql.reserve();
    let refusal: Error | undefined;
    let isLost = false;
    const heed = (connection: DriverConnection) => {
        connection.onclose = (error) => {
            isLost = true;
            refusal = error;
        };
        // The driver reads this as: further statements may follow at once.
        return true;
    };
    const unsafe = ((text: string, values?: never[], options?: postgres.UnsafeQueryOptions) => {
        if (refusal) throw refusal;
        const heeded = { ...options, onexecute: heed };
        return values ? reserved.unsafe(text, values, heeded) : reserved.unsafe(text, [], heeded);
    }) as postgres.Sql['unsafe'];
    try {
        return await work({ unsafe });
    } finally {
        refusal ??= new Error('A statement came after its transaction had ended');
        // A lost connection is back in the pool already.
        if (!isLost) reserved.release();
    }
}
