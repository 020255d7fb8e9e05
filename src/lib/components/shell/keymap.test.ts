import { describe, expect, test } from 'vitest';
import { ACTION_NAMES, ACTIONS, bindingOf, conflictsOf, keysOf, pressedKey, withKeys } from './keymap';

describe('the keyboard map', () => {
    test('comes without conflicts', () => {
        expect(ACTION_NAMES.flatMap((action) => conflictsOf(action, {}))).toEqual([]);
    });

    test('says where two actions would hear the same keys, or one would hide a sequence', () => {
        expect(conflictsOf('reply', { reply: 'b' })).toEqual(['boost']);
        expect(conflictsOf('boost', { reply: 'b' })).toEqual(['reply']);
        expect(conflictsOf('undo', { undo: 'g' })).toContain('go-home');
        expect(conflictsOf('go-home', { undo: 'g' })).toEqual(['undo']);
        expect(conflictsOf('reply', { reply: '', boost: '' })).toEqual([]);
    });

    test('keeps only what differs from how it comes', () => {
        const chosen = withKeys({}, 'reply', 'a');
        expect(keysOf('reply', chosen)).toBe('a');
        expect(withKeys(chosen, 'reply', ACTIONS.reply)).toEqual({});
        expect(withKeys(chosen, 'boost', '')).toEqual({ reply: 'a', boost: '' });
    });

    test('binds a capital with its shift, and a sign with or without one', () => {
        expect(['j', 'J', '?', 'g n'].map(bindingOf)).toEqual(['j', 'Shift+J', '[Shift]+?', 'g n']);
    });

    test('hears what is written, in any script, and leaves the rest to the browser', () => {
        const press = (key: string, more: object = {}) =>
            pressedKey({
                key,
                ctrlKey: false,
                metaKey: false,
                altKey: false,
                isComposing: false,
                ...more,
            } as KeyboardEvent);
        expect(['j', 'J', '?', 'ж', '.'].map((key) => press(key))).toEqual(['j', 'J', '?', 'ж', '.']);
        expect(['Tab', 'Escape', ' ', 'Enter', 'F5'].map((key) => press(key))).toEqual(Array(5).fill(null));
        expect(press('j', { ctrlKey: true })).toBeNull();
    });
});
