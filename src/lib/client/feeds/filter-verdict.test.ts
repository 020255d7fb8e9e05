import { describe, expect, test } from 'vitest';
import type { Filter, Status } from '$lib/mastodon-api/entities';
import { aStatusEntity } from '../../../../tests/support/mastodon-client';
import { filterVerdict } from './filter-verdict';

const filter = (title: string, changes: Partial<Filter> = {}): Filter => ({
    id: title,
    title,
    context: ['home'],
    expires_at: null,
    filter_action: 'warn',
    ...changes,
});
const filtered = (...filters: Filter[]): Partial<Status> => ({
    filtered: filters.map((one) => ({ filter: one, keyword_matches: null, status_matches: null })),
});

describe('what filters say of a post', () => {
    test('only filters of the place it stands in count', () => {
        const status = aStatusEntity('1', filtered(filter('Spoilers')));
        expect(filterVerdict(status, 'home')).toEqual({ action: 'warn', titles: ['Spoilers'] });
        expect(filterVerdict(status, 'public')).toBeNull();
        expect(filterVerdict(status, undefined)).toBeNull();
    });

    test('of several the strongest counts, under the names that ask for it', () => {
        const blur = filter('Spiders', { filter_action: 'blur' });
        const status = aStatusEntity('1', filtered(blur, filter('A'), filter('B')));
        expect(filterVerdict(status, 'home')).toEqual({ action: 'warn', titles: ['A', 'B'] });
        const hide = filter('Gone', { filter_action: 'hide' });
        const hidden = aStatusEntity('1', filtered(filter('A'), hide));
        expect(filterVerdict(hidden, 'home')).toEqual({ action: 'hide', titles: ['Gone'] });
    });

    test('one that has ended since counts no more', () => {
        const status = aStatusEntity('1', filtered(filter('A', { expires_at: '2026-01-01T00:00:00.000Z' })));
        expect(filterVerdict(status, 'home', Date.parse('2025-12-31T23:59:59Z'))?.action).toBe('warn');
        expect(filterVerdict(status, 'home', Date.parse('2026-01-01T00:00:00Z'))).toBeNull();
    });

    test('a boost is judged by what it boosts', () => {
        const boost = aStatusEntity('9', { reblog: aStatusEntity('1', filtered(filter('A'))) });
        expect(filterVerdict(boost, 'home')?.titles).toEqual(['A']);
    });
});
