/** SSRF-02 on the addresses themselves: in a network namespace without a way out, where each of them is ours to listen on. */
import { expect, test } from 'vitest';
import { askInNamespace, FORBIDDEN, mayHaveNamespace } from './support/namespace';

test.skipIf(!mayHaveNamespace())(
    'SSRF-02: no connection goes to an address inside, literally or by a name, and every canary sings with the guard off',
    () => {
        const sung = askInNamespace();
        expect(sung.map(({ address }) => address)).toEqual([...FORBIDDEN]);
        for (const { address, guarded, unguarded } of sung) {
            expect([address, guarded]).toEqual([address, { asAddress: 0, asName: 0 }]);
            expect([address, unguarded]).toEqual([address, { asAddress: 1, asName: 1 }]);
        }
    },
);
