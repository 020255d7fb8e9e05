import { readFile } from 'node:fs/promises';

/** A message as the catalogue writes it: a text, or texts chosen by a plural form. */
export type Message =
    string | { declarations: string[]; selectors: string[]; match: Record<string, string> }[];

/** The languages of Atoll, the one first that every message is written in. */
export async function readLocales(): Promise<{ baseLocale: string; locales: string[] }> {
    return JSON.parse(await readFile('project.inlang/settings.json', 'utf8')) as {
        baseLocale: string;
        locales: string[];
    };
}

/** The catalogue of a language as it lies in `messages/`. */
export async function readMessages(locale: string): Promise<Map<string, Message>> {
    const { $schema: _, ...messages } = JSON.parse(
        await readFile(`messages/${locale}.json`, 'utf8'),
    ) as Record<string, Message>;
    return new Map(Object.entries(messages));
}
