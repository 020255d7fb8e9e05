import { fillHome, removeDomainFromHome, removeFromHome } from '../domain/timelines';
import type { Effect } from './effect';

/** Whoever begins to follow finds what was posted lately. */
export const fillHomeTimeline: Effect<'account.followed' | 'account.follow-accepted'> = (db, fact) =>
    fillHome(db, fact);

/** What was posted while somebody was muted is found as well by whoever follows them still. */
export const refillHomeTimeline: Effect<'account.unmuted'> = (db, fact) =>
    fillHome(db, { ...fact, until: new Date() });

/** Whoever no longer follows, or may no longer, finds it gone. */
export const emptyHomeTimeline: Effect<'account.unfollowed' | 'account.follow-rejected'> = (db, fact) =>
    removeFromHome(db, fact);

/** After a block neither finds the other, boosted by somebody else either. */
export const emptyBothHomes: Effect<'account.blocked'> = async (db, { accountId, targetId }) => {
    await removeFromHome(db, { accountId, targetId, everything: true });
    await removeFromHome(db, { accountId: targetId, targetId: accountId, everything: true });
};

/** Whoever refuses a domain finds nobody of it. */
export const removeDomain: Effect<'account.blocked-domain'> = (db, fact) => removeDomainFromHome(db, fact);
