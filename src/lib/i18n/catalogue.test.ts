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
const placeholders = (message: unknown) =>
    [...new Set(JSON.stringify(message).match(/\{\w+\}/g) ?? [])].sort().join(' ');

describe.each([...catalogues])('messages/%s', (_name, catalogue) => {
    test('has every message and no other', () => {
        expect(keys(catalogue).toSorted()).toEqual(keys(base).toSorted());
    });

    test('is sorted, so that two people adding messages seldom collide', () => {
        expect(keys(catalogue)).toEqual(keys(catalogue).toSorted());
    });

    test('fills the same places as the English text', () => {
        for (const key of keys(base))
            expect([key, placeholders(catalogue[key])]).toEqual([key, placeholders(base[key])]);
    });

    test('has no empty message', () => {
        for (const key of keys(base)) expect(catalogue[key], key).not.toBe('');
    });
});
