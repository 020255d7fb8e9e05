import { spawn } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from './support/server-process';

const lock = new URL('../../scripts/bootstrap/lock.js', import.meta.url).href;

/** A set-up whose whole work is to note its beginning and its end. */
function setUp(journal: string, kill = false): Promise<number | null> {
    const script = `
        import { alone } from ${JSON.stringify(lock)};
        import { appendFileSync } from 'node:fs';
        await alone(() => {
            appendFileSync(${JSON.stringify(journal)}, 'begin ');
            ${kill ? "process.kill(process.pid, 'SIGKILL');" : ''}
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
            appendFileSync(${JSON.stringify(journal)}, 'end ');
        });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    return new Promise((settle) => child.once('close', settle));
}

test('set-ups of one checkout take turns', async () => {
    await using directory = await temporaryDirectory();
    const journal = join(directory.path, 'journal');
    await writeFile(journal, '');
    expect(await Promise.all([setUp(journal), setUp(journal), setUp(journal)])).toEqual([0, 0, 0]);
    expect(await readFile(journal, 'utf8')).toBe('begin end begin end begin end ');
});

test('a set-up that was killed does not keep the next one waiting', async () => {
    await using directory = await temporaryDirectory();
    const journal = join(directory.path, 'journal');
    await setUp(journal, true);
    await appendFile(journal, '(killed) ');
    expect(await setUp(journal)).toBe(0);
    expect(await readFile(journal, 'utf8')).toBe('begin (killed) begin end ');
});
