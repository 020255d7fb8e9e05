import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareIds } from './paging';

test('ids are ordered as the numbers they spell', () => {
    fc.assert(
        fc.property(
            fc.bigInt({ min: 0n, max: 2n ** 63n }),
            fc.bigInt({ min: 0n, max: 2n ** 63n }),
            (a, b) => {
                expect(Math.sign(compareIds(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
            },
        ),
    );
});
