import type { Message } from './read-messages.ts';

/** The locale that nobody speaks: English with accents, longer and in brackets. */
export const PSEUDO_LOCALE = 'en-XA';

const PLAIN = 'aceghijklnorstuwyzACDEGHIJKLNORSTUWYZ';
const ACCENTED = 'àçéĝĥîĵķļñöŕšţûŵýžÀÇĎÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽ';
const GROWTH = 0.4;

/**
 * A message as it stands in the pseudo-locale. What still reads as plain English on a screen is not in the catalogue;
 * what is cut or overflows will be too narrow for a longer language; a sentence glued from parts shows its brackets.
 */
export function pseudoMessage(message: Message): Message {
    if (typeof message === 'string') return pseudoText(message);
    return message.map((variant) => ({
        ...variant,
        match: Object.fromEntries(
            Object.entries(variant.match).map(([form, text]) => [form, pseudoText(text)]),
        ),
    }));
}

function pseudoText(text: string): string {
    const accented = text.replace(
        /\{\w+\}|[A-Za-z]/g,
        (part) => ACCENTED[part.length === 1 ? PLAIN.indexOf(part) : -1] ?? part,
    );
    return `[${accented}${'~'.repeat(Math.ceil(text.length * GROWTH))}]`;
}
