import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/**
 * Lets a row that `owner` names (`media 1234`) forget previews and twins that are `missing`, and know how many bytes its
 * files have. Returns whether it is in order now: without the file itself, or what it is made from, it cannot be.
 */
export async function repairMedia(
    db: Database,
    owner: string,
    { missing, bytes }: { missing: readonly string[]; bytes: number },
): Promise<boolean> {
    const [, id] = /^media (\d+)$/.exec(owner) ?? [];
    if (id === undefined) return false;
    const gone = sql`array(select jsonb_array_elements_text(${JSON.stringify(missing)}::jsonb))`;
    const repaired = await db.execute(sql`
        update media_attachments set
            preview_key = case when preview_key = any(${gone}) then null else preview_key end,
            variants = (select coalesce(jsonb_agg(variant), '[]') from jsonb_array_elements(variants) as variant
                where variant ->> 'key' <> all(${gone})),
            bytes = ${bytes}
        where id = ${id} and key <> all(${gone}) and (source_key is null or source_key <> all(${gone}))
        returning id`);
    return repaired.length > 0;
}
