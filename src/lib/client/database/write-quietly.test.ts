import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryDatabase } from './memory-database';
import { OverflowingDatabase } from './overflowing-database';
import { useDatabase } from './open';
import type { Change } from './records';
import { observeRoom, surely, writeQuietly, writeSurely } from './write-quietly';

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

test('what a full device refuses is held with what it keeps, and moves there once there is room', async () => {
    const device = new FullDatabase(0);
    const database = new OverflowingDatabase(device);
    useDatabase(database);
    const stone = (id: string, at: number): Change => ({ store: 'tombstones', put: { id, at } });
    await writeSurely([stone('1', 1), stone('2', 1)]);
    device.refusals = Infinity;
    await writeSurely([stone('3', 2), stone('2', 2), { store: 'tombstones', delete: '1' }]);
    expect((await database.ids('tombstones')).sort()).toEqual(['2', '3']);
    expect(await database.getAll('tombstones')).toEqual(
        expect.arrayContaining([
            { id: '2', at: 2 },
            { id: '3', at: 2 },
        ]),
    );
    expect(await database.getMany('tombstones', ['1', '3'])).toEqual([undefined, { id: '3', at: 2 }]);
    expect((await device.ids('tombstones')).sort()).toEqual(['1', '2']);

    const seen: string[] = [];
    await surely(() =>
        database.revise('tombstones', (all) => {
            seen.push(...all.map(({ id }) => id));
            return [{ delete: '2' }];
        }),
    );
    expect([new Set(seen), await database.ids('tombstones')]).toEqual([new Set(['2', '3']), ['3']]);

    device.refusals = 0;
    await writeSurely([stone('4', 3)]);
    expect((await device.ids('tombstones')).sort()).toEqual(['3', '4']);
    expect(await database.ids('tombstones')).toHaveLength(2);
});
