import { expect, test } from 'vitest';
import { swipedTo } from './swipe-post';

test('a swipe answers towards the end of the line, and bookmarks towards its start', () => {
    expect(swipedTo({ across: 80, down: 5 }, false)).toBe('reply');
    expect(swipedTo({ across: -80, down: 5 }, false)).toBe('bookmark');
    expect(swipedTo({ across: -80, down: 5 }, true)).toBe('reply');
    expect(swipedTo({ across: 80, down: 5 }, true)).toBe('bookmark');
});

test('a short one, or one that scrolls, does nothing', () => {
    expect(swipedTo({ across: 60, down: 0 }, false)).toBeNull();
    expect(swipedTo({ across: 90, down: 60 }, false)).toBeNull();
});
