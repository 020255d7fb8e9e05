import { DocumentRefused } from './untrusted';

/** Deeper than any document of the network is nested, far shallower than what overflows a recursive reader. */
const MAX_DEPTH = 48;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_ARRAY = 0x5d;
const CLOSE_OBJECT = 0x7d;

/**
 * Parses bytes of unknown origin into an object. The nesting is checked first, because `JSON.parse` accepts a depth
 * that anything else which walks the result dies of.
 * @throws DocumentRefused `not-json` or `too-deep`
 */
export function readJsonObject(bytes: Uint8Array): Record<string, unknown> {
    checkDepth(bytes);
    let value: unknown;
    try {
        value = JSON.parse(utf8.decode(bytes));
    } catch {
        throw new DocumentRefused('not-json');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new DocumentRefused('not-json');
    return value as Record<string, unknown>;
}

function checkDepth(bytes: Uint8Array): void {
    let depth = 0;
    let inString = false;
    for (let index = 0; index < bytes.length; index++) {
        const byte = bytes[index];
        if (inString) {
            if (byte === BACKSLASH) index++;
            else if (byte === QUOTE) inString = false;
        } else if (byte === QUOTE) inString = true;
        else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
            if (++depth > MAX_DEPTH) throw new DocumentRefused('too-deep');
        } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth--;
    }
}
