import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hashPassword } from './passwords';

test('DOS-07: twenty people who sign in at once leave threads to everything else', async () => {
    let done = 0;
    const hashed = Promise.all(
        Array.from({ length: 20 }, (_, person) => hashPassword(`password ${person}`).then(() => done++)),
    );
    // Files are read by the threads that passwords are hashed by, in the order in which they are asked for.
    for (let time = 0; time < 3; time++) await readFile(new URL(import.meta.url));
    expect(done).toBeLessThan(10);
    await hashed;
    expect(done).toBe(20);
});
