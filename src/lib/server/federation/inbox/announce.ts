import { DocumentRefused } from '../../activitypub/untrusted';
import { audienceOf } from '../../activitypub/addressing';
import { idAt } from '../../db';
import { findRelay, takeRelayed } from '../../domain/relays';
import { boostStatus, resolveStatus } from '../../domain/statuses';
import { announced } from '../provenance';
import type { Handler } from './dispatch';
import { considerForwarded } from './forwarded';

/**
 * Announce: somebody elsewhere boosts a post, a group tells what was done in it, or a relay passes a post on. A copy that
 * came along is not looked at; the post is read at its origin.
 */
export const receiveAnnounce: Handler = async (db, said) => {
    const { actor, activity } = said;
    const about = announced(said);
    if ('told' in about) return void (await considerForwarded(db, about.told, actor));
    const relay = actor.actorType === 'Person' ? undefined : await findRelay(db, actor.uri);
    if (relay) return takeRelayed(db, relay, about.boosted);
    const status = await resolveStatus(db, about.boosted);
    if (!status) throw new DocumentRefused('gone');
    const audience = audienceOf(activity, { followersUrl: actor.followersUrl, mentioned: [] });
    const createdAt = new Date(Math.min(activity.published?.getTime() ?? Date.now(), Date.now()));
    await boostStatus(db, { accountId: actor.id }, status.id, {
        id: idAt(createdAt),
        uri: activity.id,
        createdAt,
        visibility: audience === 'public' || audience === 'unlisted' ? audience : 'private',
    });
};
