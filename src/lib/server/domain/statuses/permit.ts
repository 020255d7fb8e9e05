import type { Transaction } from '../../db';
import type { Interaction } from '../../db/schema';
import { Forbidden } from '../../errors';
import type { Actor } from '../users';
import { askPermission } from './ask-permission';
import type { StatusRow } from './find-visible-status';
import { mayInteract } from './may-interact';

/**
 * Whether `actor` may do something with a status at once. Where a member who wrote it decides, they are asked instead. What
 * the author of a post elsewhere allows to others only is not even tried; the rest is for their server to answer.
 * @throws Forbidden where the author allows it to others only.
 */
export async function permit(
    tx: Transaction,
    actor: Actor,
    interaction: Interaction,
    status: StatusRow,
    { uri }: { uri?: string } = {},
): Promise<boolean> {
    // What people elsewhere do with posts elsewhere is between them: not all of how they stand to each other is known here.
    if (!status.local && uri !== undefined) return true;
    if (await isLeftToAuthor(tx, actor, interaction, status)) {
        await askPermission(tx, actor, interaction, status, { uri });
        return false;
    }
    return true;
}

/** The same where what waits has to be written first. @throws Forbidden */
export async function isLeftToAuthor(
    tx: Transaction,
    actor: Actor,
    interaction: Interaction,
    status: StatusRow,
): Promise<boolean> {
    const permission = await mayInteract(tx, actor, interaction, status);
    if (permission === 'denied') throw new Forbidden('The author of this post does not allow it');
    return status.local && permission === 'manual';
}
