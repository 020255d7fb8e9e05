import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryDatabase } from './memory-database';
import { useDatabase } from './open';
import type { Change } from './records';
import { observeRoom, writeQuietly, writeSurely } from './write-quietly';

/** A device that is full for the next so many writes. */
class FullDatabase extends MemoryDatabase {
    refusals: number;

    constructor(refusals: number) {
        super();
        this.refusals = refusals;
    }

    override async write(changes: readonly Change[]): Promise<void> {
        if (this.refusals-- > 0) throw new DOMException('no room', 'QuotaExceededError');
        return super.write(changes);
    }
}

const change: Change = { store: 'tombstones', put: { id: '1', at: Date.now() } };

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));

test('on a full device room is made and the write tried again', async () => {
    const database = new FullDatabase(1);
    useDatabase(database);
    await writeSurely([change]);
    expect(await database.ids('tombstones')).toEqual(['1']);
});

test('a device that stays full stops nobody from reading, and tells who writes', async () => {
    useDatabase(new FullDatabase(Infinity));
    await expect(writeQuietly([change])).resolves.toBeUndefined();
    await expect(writeSurely([change])).rejects.toMatchObject({ name: 'QuotaExceededError' });
});

test('whoever asks learns whether the device had room', async () => {
    const told: boolean[] = [];
    observeRoom((full) => told.push(full));
    useDatabase(new FullDatabase(Infinity));
    await writeQuietly([change]);
    useDatabase(new FullDatabase(2));
    await writeQuietly([change]);
    expect(told).toEqual([true, false]);
});
