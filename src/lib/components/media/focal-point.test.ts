import { describe, expect, it } from 'vitest';
import { feedAspect, objectPosition } from './focal-point';

describe('the focal point of a picture', () => {
    it('is the middle unless someone chose one', () => {
        expect(objectPosition({ meta: null })).toBe('50% 50%');
    });
    it('counts upwards while CSS counts downwards', () => {
        expect(objectPosition({ meta: { focus: { x: -1, y: 1 } } })).toBe('0% 0%');
        expect(objectPosition({ meta: { focus: { x: 0.5, y: -0.42 } } })).toBe('75% 71%');
    });
    it('stays inside the picture when a remote server says nonsense', () => {
        expect(objectPosition({ meta: { focus: { x: 7, y: -9 } } })).toBe('100% 100%');
    });
});

describe('the shape of a single picture', () => {
    it('is its own', () => expect(feedAspect({ meta: { small: { width: 300, height: 200 } } })).toBe(1.5));
    it('is bounded for towers and panoramas', () => {
        expect(feedAspect({ meta: { original: { aspect: 0.2 } } })).toBe(0.8);
        expect(feedAspect({ meta: { original: { aspect: 9 } } })).toBe(2.4);
    });
});
