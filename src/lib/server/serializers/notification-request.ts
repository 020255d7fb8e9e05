import type {
    NotificationPolicy,
    NotificationRequest,
    V1NotificationPolicy,
} from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { countRequests, findPolicy, type Policy, type RequestRow } from '../domain/notifications';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { presentSubjects } from './notification';

/** https://docs.joinmastodon.org/entities/NotificationRequest/ */
export async function presentNotificationRequests(
    db: Database,
    viewer: Actor,
    rows: readonly RequestRow[],
): Promise<NotificationRequest[]> {
    const { accounts, statuses } = await presentSubjects(
        db,
        viewer,
        rows.map(({ fromAccountId }) => fromAccountId),
        rows.flatMap(({ lastStatusId }) => lastStatusId ?? []),
    );
    return rows.flatMap((row) => {
        const account = accounts.get(row.fromAccountId);
        if (!account) return [];
        return [
            {
                id: row.id,
                created_at: row.createdAt.toISOString(),
                updated_at: row.updatedAt.toISOString(),
                account,
                notifications_count: String(row.count),
                last_status: statuses.get(row.lastStatusId ?? '') ?? null,
            },
        ];
    });
}

/** @throws NotFound where the sender is gone. */
export async function presentNotificationRequest(
    db: Database,
    viewer: Actor,
    row: RequestRow,
): Promise<NotificationRequest> {
    const [entity] = await presentNotificationRequests(db, viewer, [row]);
    if (!entity) throw new NotFound();
    return entity;
}

/** https://docs.joinmastodon.org/entities/NotificationPolicy/ */
export async function presentNotificationPolicy(db: Database, viewer: Actor): Promise<NotificationPolicy> {
    const [policy, summary] = await Promise.all([findPolicy(db, viewer.accountId), summaryOf(db, viewer)]);
    return {
        for_not_following: policy.forNotFollowing,
        for_not_followers: policy.forNotFollowers,
        for_new_accounts: policy.forNewAccounts,
        for_private_mentions: policy.forPrivateMentions,
        for_limited_accounts: policy.forLimitedAccounts,
        summary,
    };
}

/** The same as version 1 knows it: each line either holds back or not. */
export async function presentPolicyV1(db: Database, viewer: Actor): Promise<V1NotificationPolicy> {
    const [policy, summary] = await Promise.all([findPolicy(db, viewer.accountId), summaryOf(db, viewer)]);
    const holdsBack = (line: keyof Policy) => policy[line] !== 'accept';
    return {
        filter_not_following: holdsBack('forNotFollowing'),
        filter_not_followers: holdsBack('forNotFollowers'),
        filter_new_accounts: holdsBack('forNewAccounts'),
        filter_private_mentions: holdsBack('forPrivateMentions'),
        summary,
    };
}

async function summaryOf(db: Database, viewer: Actor): Promise<NotificationPolicy['summary']> {
    const { requests, notifications } = await countRequests(db, viewer);
    return { pending_requests_count: requests, pending_notifications_count: notifications };
}
