import { expect, test } from 'vitest';
import { testDatabase } from '../../../../../tests/support/database';

const { $client: sql } = await testDatabase();

test('trigrams and case follow Unicode, not only ASCII', async () => {
    await sql`CREATE EXTENSION IF NOT EXISTS pg_trgm`;
    const [row] = await sql`
        SELECT show_trgm('привет') <> '{}' AS cyrillic, show_trgm('東京') <> '{}' AS japanese, lower('ÄÉ') AS lower`;
    expect(row).toEqual({ cyrillic: true, japanese: true, lower: 'äé' });
});

test('identifiers sort by code point on every machine', async () => {
    const rows = await sql`SELECT name FROM (VALUES ('b'), ('A'), ('a'), ('B')) AS t(name) ORDER BY name`;
    expect(rows.map((row) => row.name)).toEqual(['A', 'B', 'a', 'b']);
});
