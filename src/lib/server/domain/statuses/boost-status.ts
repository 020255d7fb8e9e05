import { and, eq } from 'drizzle-orm';
import { inTransaction, newId, type Queryable } from '../../db';
import { accounts, statuses } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { audienceRules } from './audiences';
import type { Audience } from './draft';
import { findActedOnStatus, type StatusRow } from './find-visible-status';
import { insertStatus } from './insert-status';
import { permit } from './permit';

/** From wide to narrow. */
const WIDTH = ['public', 'unlisted', 'private'] as const;
type BoostAudience = (typeof WIDTH)[number];

/** What a boost may be told: remote ones bring their own id and date. */
export interface BoostOptions {
    uri?: string;
    /** At most this wide; never wider than what is boosted. A boost mentions nobody, so followers are the narrowest. */
    visibility?: Audience;
    createdAt?: Date;
    /** The row's id, for a date in the past; made up otherwise. */
    id?: string;
    /** The author of the status has agreed already. */
    isApproved?: boolean;
}

/**
 * Boosts a status that the actor can see, and returns the boost, a status of its own. Boosting twice gives the first
 * boost. A followers-only status is boosted by its author alone, a direct one by nobody.
 * Where the author decides, they are asked, and it is their status that is returned.
 * @throws NotFound, Unprocessable for what may not be boosted, Forbidden where the author allows it to others only.
 */
export async function boostStatus(
    db: Queryable,
    actor: Actor,
    statusId: string,
    { uri, visibility = 'public', createdAt = new Date(), id = newId(), isApproved }: BoostOptions = {},
): Promise<StatusRow> {
    return inTransaction(db, async (tx) => {
        const original = await findActedOnStatus(tx, actor, statusId);
        const widest = widestBoost(original, actor);
        if (!isApproved && !(await permit(tx, actor, 'boost', original, { uri }))) return original;
        const [author] = await tx.select().from(accounts).where(eq(accounts.id, actor.accountId));
        if (!author) throw new NotFound();
        const address = uri ?? `${author.uri}/statuses/${id}/activity`;
        const boost = await insertStatus(tx, {
            id,
            accountId: actor.accountId,
            uri: address,
            url: address,
            local: author.domain === null,
            localOnly: original.localOnly,
            visibility: narrower(visibility, widest),
            boostOfId: original.id,
            createdAt,
        });
        if (!boost) return findBoost(tx, actor, original.id);
        await emit(tx, { type: 'status.boosted', statusId: boost.id });
        return boost;
    });
}

/** @throws Unprocessable */
function widestBoost({ visibility, accountId }: StatusRow, actor: Actor): BoostAudience {
    const { boostableBy } = audienceRules[visibility];
    const widest = WIDTH.find((audience) => audience === visibility);
    if (!widest || (boostableBy === 'author' && accountId !== actor.accountId))
        throw new Unprocessable('Validation failed: This post cannot be boosted');
    return widest;
}

function narrower(wanted: Audience, widest: BoostAudience): BoostAudience {
    const place = (audience: Audience) => {
        const at = WIDTH.findIndex((other) => other === audience);
        return at === -1 ? WIDTH.length - 1 : at;
    };
    return WIDTH[Math.max(place(wanted), place(widest))] ?? widest;
}

async function findBoost(db: Queryable, actor: Actor, boostOfId: string): Promise<StatusRow> {
    const [boost] = await db
        .select()
        .from(statuses)
        .where(and(eq(statuses.boostOfId, boostOfId), eq(statuses.accountId, actor.accountId)));
    if (!boost) throw new NotFound();
    return boost;
}
