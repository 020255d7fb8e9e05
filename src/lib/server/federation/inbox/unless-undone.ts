import { isBuried } from '../../domain/statuses';
import type { Handler } from './dispatch';
import { takeBack } from './undo';

/**
 * Handles what can be taken back, unless it was before it came. An Undo that is worked on in the same moment finds nothing
 * yet, but has said so before it looked: what was done is looked at once more, and taken back then.
 */
export const unlessUndone =
    (handler: Handler): Handler =>
    async (db, said) => {
        const { actor, activity } = said;
        if (await isBuried(db, activity.id, actor.uri)) return;
        await handler(db, said);
        if (await isBuried(db, activity.id, actor.uri)) await takeBack(db, actor, activity.id);
    };
