import { expect, test } from 'vitest';
import { MemoryDatabase } from '../database/memory-database';
import { keepShared, readShared } from './keep-shared';
import { sharedWords } from './shared-words';

test('what another app shares begins with its title and ends with its address', () => {
    const url = 'https://reef.example/tides';
    expect(sharedWords({ title: 'Tides', text: 'High at nine', url })).toBe(
        `Tides\n\nHigh at nine\n\n${url}`,
    );
    expect(sharedWords({ url })).toBe(url);
    expect(sharedWords({})).toBe('');
});

test('what is said twice is written once', () => {
    const url = 'https://reef.example/tides';
    expect(sharedWords({ title: 'Tides', text: `Tides: ${url}`, url })).toBe(`Tides: ${url}`);
    expect(sharedWords({ title: url, url })).toBe(url);
});

test('of what was shared and never looked at, the newest five stay', async () => {
    const database = new MemoryDatabase();
    const form = new FormData();
    form.set('title', ' ');
    form.set('text', 'High at nine');
    form.append('files', new File(['x'], 'sea.png', { type: 'image/png' }));
    form.append('files', new File([], ''));
    for (let at = 1; at <= 7; at++) await keepShared(database, readShared(form, `share-${at}`, at));
    const kept = await database.getAll('shared');
    expect(kept.map(({ at }) => at).sort()).toEqual([3, 4, 5, 6, 7]);
    expect(kept[0]).toMatchObject({ title: undefined, text: 'High at nine', files: [{ name: 'sea.png' }] });
});
