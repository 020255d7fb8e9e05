import { describe, expect, test } from 'vitest';
import { coversScopes, isScope, permits, splitScopes } from './scopes';

describe('scopes', () => {
    test('a broad scope permits its parts and no part permits the whole', () => {
        expect(permits(['read'], 'read:statuses')).toBe(true);
        expect(permits(['read:statuses'], 'read')).toBe(false);
        expect(permits(['admin:read'], 'admin:read:reports')).toBe(true);
        expect(permits(['read:statuses'], 'read:search')).toBe(false);
    });

    test('reading and administering are different matters', () => {
        expect(permits(['read', 'write'], 'admin:read')).toBe(false);
        expect(permits(['read'], 'write:statuses')).toBe(false);
    });

    test('a name that merely begins alike permits nothing', () => {
        expect(permits(['rea', 'read:status'], 'read:statuses')).toBe(false);
    });

    test('the old scope "follow" stands for follows, blocks and mutes only', () => {
        expect(permits(['follow'], 'write:follows')).toBe(true);
        expect(permits(['follow'], 'read:mutes')).toBe(true);
        expect(permits(['follow'], 'write:statuses')).toBe(false);
    });

    test('the profile is part of reading accounts', () => {
        expect(permits(['read:accounts'], 'profile')).toBe(true);
        expect(permits(['profile'], 'read:accounts')).toBe(false);
    });

    test('a scope parameter is read with spaces or plus signs, each name once', () => {
        expect(splitScopes(' read  write+push read ')).toEqual(['read', 'write', 'push']);
        expect(splitScopes('')).toEqual([]);
    });

    test('an application may ask for what it registered or for parts of it', () => {
        expect(coversScopes(['read', 'push'], ['read:statuses', 'push'])).toBe(true);
        expect(coversScopes(['read:statuses'], ['read'])).toBe(false);
        expect(coversScopes(['read'], ['nonsense'])).toBe(false);
    });

    test('unknown names are told apart', () => {
        expect(isScope('read:statuses')).toBe(true);
        expect(isScope('read:everything')).toBe(false);
    });
});
