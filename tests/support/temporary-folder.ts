import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of the calling file's own, gone when its tests are over. Call it at the top of the file. */
export function temporaryFolder(): string {
    const path = mkdtempSync(join(tmpdir(), 'atoll-folder-'));
    afterAll(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
}
