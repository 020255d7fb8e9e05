import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PSEUDO_LOCALE, pseudoMessage } from './pseudo-messages.ts';
import { readLocales, readMessages, type Message } from './read-messages.ts';

/** The words of one language as a file for browsers. */
interface WordsFile {
    locale: string;
    /** Named by what is in it, as the other files of a build. */
    fileName: string;
    content: string;
}

interface Made {
    /** By the name of a message, its place in every file. */
    numbers: Map<string, number>;
    files: WordsFile[];
}

/** Never runs in a browser. */
const SERVER_ONLY = /^(?:lib\/(?:server|paraglide)|routes\/api)\/|\.(?:server|test)\.ts$|^server\.ts$/;
/** A message is called by its name, or told to the service worker by its number. */
const SAID = /\b(?:m|numbers)\.([a-z][a-z0-9_]*)/g;

/** Makes the files of words: every message that code of the browser says, in the order of their names. */
export async function makeWords(): Promise<Made> {
    const { baseLocale, locales } = await readLocales();
    const base = await readMessages(baseLocale);
    const said = await keysSaid();
    const keys = [...base.keys()].filter((key) => said.has(key));
    const pseudo = new Map([...base].map(([key, message]) => [key, pseudoMessage(message)]));
    const files = await Promise.all(
        locales.map(async (locale) =>
            fileOf(locale, keys, new Map([...base, ...(await readMessages(locale))])),
        ),
    );
    return {
        numbers: new Map(keys.map((key, number) => [key, number])),
        files: [...files, fileOf(PSEUDO_LOCALE, keys, pseudo)],
    };
}

function fileOf(locale: string, keys: string[], messages: Map<string, Message>): WordsFile {
    const content = JSON.stringify(keys.map((key) => wordsOf(messages.get(key) ?? '')));
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
    return { locale, fileName: `_app/immutable/words/${locale}.${hash}.json`, content };
}

/** The text of a message, or what is counted and its plural forms: all that a catalogue of Atoll may hold. */
function wordsOf(message: Message): unknown {
    if (typeof message === 'string') return message;
    const [only, ...others] = message;
    const counted = only?.declarations
        .map((line) => /^local plural = (\w+): plural$/.exec(line)?.[1])
        .find(Boolean);
    if (!only || !counted || others.length > 0)
        throw new Error(`A message is neither a text nor a plural: ${JSON.stringify(message)}`);
    const forms = Object.entries(only.match).map(([form, text]) => [form.replace('plural=', ''), text]);
    return [counted, Object.fromEntries(forms)];
}

async function keysSaid(): Promise<Set<string>> {
    const files = (await readdir('src', { recursive: true }))
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => /\.(?:ts|svelte)$/.test(path) && !SERVER_ONLY.test(path));
    const texts = await Promise.all(files.map((path) => readFile(join('src', path), 'utf8')));
    return new Set(texts.flatMap((text) => [...text.matchAll(SAID)].map(([, key = '']) => key)));
}
