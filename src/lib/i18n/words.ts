import { wordsFiles } from '$lib/paraglide/words-files';

/** A message of the catalogue: its text, or what is counted and the text for each plural form. */
export type Words = string | readonly [counted: string, forms: Readonly<Record<string, string>>];

let words: readonly Words[] = [];
let rules = new Intl.PluralRules();

/**
 * Fetches the words of a language, which everything that says something needs: the app before it starts, the service
 * worker before it shows a notification. Rejects where they can't be had; those loaded before stay.
 */
export async function loadWords(
    locale: string,
    get: (url: string) => Promise<Response> = fetch,
): Promise<void> {
    const url = wordsFiles[locale];
    // In development, they are compiled into the code.
    if (!url || import.meta.env.DEV) return;
    const response = await get(url);
    if (!response.ok) throw new Error(`The words of ${locale} answered ${response.status}`);
    words = (await response.json()) as Words[];
    rules = new Intl.PluralRules(locale);
}

/**
 * The text of a message, its places filled. What components write as `m.its_name({ … })` becomes a call of this in the
 * build: see scripts/vite-words.ts.
 */
export function say(id: number, inputs: Readonly<Record<string, unknown>> = {}): string {
    const message = words[id] ?? '';
    const text = typeof message === 'string' ? message : pluralForm(message, inputs);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
}

/** A message as a function, where one is kept to be called later. */
export function sayer(id: number): (inputs?: Readonly<Record<string, unknown>>) => string {
    return (inputs) => say(id, inputs);
}

function pluralForm(
    [counted, forms]: Exclude<Words, string>,
    inputs: Readonly<Record<string, unknown>>,
): string {
    return forms[rules.select(Number(inputs[counted]))] ?? forms['other'] ?? '';
}
