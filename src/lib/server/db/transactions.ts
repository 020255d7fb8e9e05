import type postgres from 'postgres';
import { onHeldConnection, type HeldConnection } from './held-connection';

type Work = (transaction: postgres.TransactionSql) => Promise<unknown>;

/**
 * Gives `sql` transactions of our own. The driver's `begin` sends BEGIN over a connection that others use too, and holds it
 * for the transaction only if the connection has room for more at that moment; otherwise BEGIN fails as unsafe and yet stays
 * open there, and what others write next is never committed (porsager/postgres#823, #1189). These hold the connection first.
 * BEGIN costs no round trip: it goes with the first statement.
 */
export function ownTransactions(sql: postgres.Sql): void {
    const begin = (work: Work) =>
        onHeldConnection(sql, async (connection) => {
            const begun = connection.unsafe('begin').execute();
            // Looked at below; until then its failure must not count as one that nobody handles.
            begun.catch(() => {});
            const result = await orUndo(connection, 'rollback', () => work(transactionOn(connection)));
            await begun;
            const { command } = await connection.unsafe('commit');
            // COMMIT of what has failed undoes it, and says so only here.
            if (command !== 'COMMIT') throw new Error('A statement failed whose failure was passed over');
            return result;
        });
    Object.assign(sql, { begin });
}

function transactionOn(connection: HeldConnection): postgres.TransactionSql {
    let savepoints = 0;
    const savepoint = async (work: Work) => {
        const name = `s${savepoints++}`;
        await connection.unsafe(`savepoint ${name}`);
        return orUndo(connection, `rollback to ${name}`, () => work(transaction));
    };
    const own = { unsafe: connection.unsafe, savepoint };
    const transaction = own as unknown as postgres.TransactionSql;
    return transaction;
}

async function orUndo<T>(connection: HeldConnection, undo: string, work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        // Where the connection is lost, so is everything that was done over it.
        await (async () => connection.unsafe(undo))().catch(() => {});
        throw error;
    }
}
