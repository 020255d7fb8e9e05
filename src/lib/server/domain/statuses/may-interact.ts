import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import type { Interaction } from '../../db/schema';
import type { Actor } from '../users';
import type { StatusRow } from './find-visible-status';
import { dependsOnStanding, permissionFor, type Permission, type Standing } from './interaction-policy';

const NOBODY: Standing = { own: false, follows: false, followed: false, mentioned: false };

/**
 * What `actor` may do with a status they can see. Asks the database only where the author left it to some.
 */
export async function mayInteract(
    db: Queryable,
    actor: Actor,
    interaction: Interaction,
    status: StatusRow,
): Promise<Permission> {
    if (status.accountId === actor.accountId)
        return permissionFor(interaction, status, { ...NOBODY, own: true });
    if (!dependsOnStanding(interaction, status)) return permissionFor(interaction, status, NOBODY);
    const [standing = NOBODY] = await findStanding(db, {
        actorId: actor.accountId,
        authorId: status.accountId,
        statusId: status.id,
    });
    return permissionFor(interaction, status, standing);
}

const findStanding = prepared<Standing, { actorId: string; authorId: string; statusId: string }>(
    (parameter) => {
        const actor = parameter('actorId', 'bigint');
        const author = parameter('authorId', 'bigint');
        return sql`
            select false as own,
                exists (select 1 from follows where account_id = ${actor} and target_id = ${author}) as follows,
                exists (select 1 from follows where account_id = ${author} and target_id = ${actor}) as followed,
                exists (select 1 from mentions
                    where status_id = ${parameter('statusId', 'bigint')} and account_id = ${actor}) as mentioned`;
    },
);
