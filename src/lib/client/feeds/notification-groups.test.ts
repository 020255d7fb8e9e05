import { describe, expect, test } from 'vitest';
import type { Notification, NotificationGroup } from '$lib/mastodon-api/entities';
import { aStatusEntity, anAccountEntity } from '../../../../tests/support/mastodon-client';
import { mergeGroups, storedGroup, withArrival } from './notification-groups';

const group = (key: string, id: string, count = 1, people = ['1']): NotificationGroup => ({
    group_key: key,
    type: 'favourite',
    notifications_count: count,
    most_recent_notification_id: Number(id),
    page_max_id: id,
    sample_account_ids: people,
    status_id: '7',
});
const favourite = (id: string, by: string): Notification => ({
    id,
    type: 'favourite',
    group_key: 'favourite-7',
    created_at: '2026-01-01T00:00:00.000Z',
    account: anAccountEntity(by),
    status: aStatusEntity('7'),
});

describe('groups of notifications', () => {
    test('an id keeps all its digits, which a number would not', () => {
        expect(storedGroup(group('a', '115400000000012345')).id).toBe('115400000000012345');
    });

    test('one that comes joins its group, in front', () => {
        const known = [group('mention', '30'), group('favourite-7', '20', 2, ['2', '1'])].map(storedGroup);
        const [first, second] = withArrival(known, favourite('40', '3'));
        expect(first).toMatchObject({
            id: '40',
            accountIds: ['3', '2', '1'],
            statusId: '7',
            entity: { notifications_count: 3, latest_page_notification_at: '2026-01-01T00:00:00.000Z' },
        });
        expect(second?.id).toBe('30');
    });

    test('the same one heard twice counts once', () => {
        const once = withArrival([], favourite('40', '3'));
        expect(withArrival(once, favourite('40', '3'))).toEqual(once);
    });

    test('the older half of a group on a later page does not replace the newer', () => {
        const known = [storedGroup(group('favourite-7', '20', 5))];
        expect(mergeGroups(known, [storedGroup(group('favourite-7', '10', 1))])).toEqual(known);
    });
});
