import { expect, test } from 'vitest';
import { cloneDatabase } from '../../../../tests/support/database';
import { closeDatabase, openDatabase } from '.';
import { migrate, migrations, pendingMigrations } from './migrate';

const connection = await cloneDatabase(null);

async function withDatabase<T>(work: (sql: ReturnType<typeof openDatabase>['$client']) => Promise<T>) {
    const db = openDatabase(connection);
    return work(db.$client).finally(() => closeDatabase(db));
}

test('two processes that start on an empty database migrate it once', async () => {
    const applied = await Promise.all([withDatabase(migrate), withDatabase(migrate)]);
    expect(applied.map((names) => names.length).sort()).toEqual([0, migrations.length]);
    expect(await withDatabase(pendingMigrations)).toEqual([]);
});

test('a failing migration leaves nothing of itself, and its name is told', async () => {
    const broken = { name: '9999_broken', statements: ['CREATE TABLE half (id int)', 'SELECT 1 / 0'] };
    await expect(withDatabase((sql) => migrate(sql, [...migrations, broken]))).rejects.toThrow(
        'Migration 9999_broken failed: division by zero',
    );
    const [half] = await withDatabase((sql) => sql`SELECT to_regclass('half') AS half`);
    expect(half).toEqual({ half: null });
});

test('a database of a newer Atoll is refused in one sentence', async () => {
    const newer = { name: '9998_from-the-future', statements: ['SELECT 1'] };
    await withDatabase((sql) => migrate(sql, [...migrations, newer]));
    await expect(withDatabase((sql) => migrate(sql))).rejects.toThrow(
        'This database was already brought up to 9998_from-the-future by a newer Atoll',
    );
});
