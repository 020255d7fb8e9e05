import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/**
 * Writes down anew what the files of a picture take that `owner` names (`avatar of ana`), such as one from before anybody
 * counted. Returns whether it is in order now: what is `missing` cannot be made again.
 */
export async function repairPicture(
    db: Database,
    owner: string,
    { missing, bytes }: { missing: readonly string[]; bytes: number },
): Promise<boolean> {
    const [, role, username] = /^(avatar|header) of (\w+)$/.exec(owner) ?? [];
    if (role === undefined || missing.length > 0) return false;
    const column = sql.identifier(`${role}_bytes`);
    const repaired = await db.execute(sql`
        update accounts set ${column} = ${bytes} where domain is null and username = ${username} returning id`);
    return repaired.length > 0;
}
