import { expect, test } from 'vitest';
import { actionsFor, gathered, MANY } from './shown';

test('who was written to can answer and like it; what merely happened can be marked as read', () => {
    expect(actionsFor({ id: '1', type: 'mention', statusId: '9' })).toEqual(['reply', 'favourite', 'read']);
    expect(actionsFor({ id: '1', type: 'favourite', statusId: '9' })).toEqual(['read']);
    expect(actionsFor({ id: undefined, type: undefined, statusId: undefined })).toEqual([]);
});

test('from the fifth on, one notification stands for all, and goes on counting', () => {
    const shown = ['a', 'b', 'c', 'd'].map((tag) => ({ tag, data: { count: 1 } }));
    expect(gathered(shown.slice(0, 3), 'e')).toBeNull();
    expect(gathered(shown, 'e')).toBe(5);
    // Its own predecessor is replaced, not counted.
    expect(gathered(shown, 'd')).toBeNull();
    expect(gathered([{ tag: MANY, data: { count: 5 } }], 'f')).toBe(6);
    // Shown by a build that did not count.
    expect(gathered([...shown.slice(0, 3), { tag: 'x', data: null }], 'e')).toBe(5);
});
