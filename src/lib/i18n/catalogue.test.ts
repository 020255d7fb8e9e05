import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Catalogue = Record<string, unknown>;

const catalogues = new Map<string, Catalogue>(
    readdirSync('messages').map((name) => [
        name,
        JSON.parse(readFileSync(`messages/${name}`, 'utf8')) as Catalogue,
    ]),
);
const base = catalogues.get('en.json') ?? {};
const keys = (catalogue: Catalogue) => Object.keys(catalogue).filter((key) => key !== '$schema');
const both = (catalogue: Catalogue) => keys(base).filter((key) => key in catalogue);
const placeholders = (message: unknown) =>
    [...new Set(JSON.stringify(message).match(/\{\w+\}/g) ?? [])].sort().join(' ');

describe.each([...catalogues])('messages/%s', (name, catalogue) => {
    test('has every message and no other', () => {
        expect(keys(catalogue).toSorted()).toEqual(keys(base).toSorted());
    });

    test('is sorted, so that two people adding messages seldom collide', () => {
        expect(keys(catalogue)).toEqual(keys(catalogue).toSorted());
    });

    test('fills the same places as the English text', () => {
        for (const key of both(catalogue))
            expect([key, placeholders(catalogue[key])]).toEqual([key, placeholders(base[key])]);
    });

    test('has no empty message', () => {
        for (const key of keys(catalogue)) expect(catalogue[key], key).not.toBe('');
    });

    test('has a text for every plural form that the language counts by', () => {
        const { pluralCategories } = new Intl.PluralRules(name.replace('.json', '')).resolvedOptions();
        for (const key of both(catalogue)) {
            const counts = (message: unknown) => Array.isArray(message);
            expect([key, counts(catalogue[key])]).toEqual([key, counts(base[key])]);
            if (!counts(base[key])) continue;
            const [{ match }] = catalogue[key] as [{ match: Record<string, string> }];
            expect([key, Object.keys(match).toSorted()]).toEqual([
                key,
                pluralCategories.map((form) => `plural=${form}`).toSorted(),
            ]);
        }
    });
});
