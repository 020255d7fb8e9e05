import { database } from './db';

/** A database that does not answer within this time is as good as away, in milliseconds. */
const PATIENCE_MS = 2000;

/** Whether the database answers, and with it whether requests can be served. */
export async function isReady(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<false>((settle) => {
        timer = setTimeout(settle, PATIENCE_MS, false);
    });
    const answer = async () => {
        try {
            await database().$client`SELECT 1`;
            return true;
        } catch {
            return false;
        }
    };
    return Promise.race([answer(), impatience]).finally(() => clearTimeout(timer));
}
