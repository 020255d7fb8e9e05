import { BadRequest, PayloadTooLarge, Unprocessable } from '../errors';
import { isId, type Slice } from '../db';
import { discardBody } from './discard-body';

/** What a request may carry, after reading: nested objects, lists, texts, numbers, switches, files. */
export type InputValue =
    string | number | boolean | null | File | InputValue[] | { [name: string]: InputValue };

/** Bytes of a body without files. */
const BODY_LIMIT = 1_000_000;
const DEPTH_LIMIT = 12;
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'off', 'OFF']);
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads query and body (JSON, form or multipart; `a[]`, `a[0]`, `a[b]` in forms) into one `Input`.
 * @throws BadRequest for what cannot be read, PayloadTooLarge beyond `limit` bytes.
 */
export async function readInput(
    request: Request,
    url: URL,
    { limit = BODY_LIMIT, withBody = true } = {},
): Promise<Input> {
    const root: { [name: string]: InputValue } = Object.create(null);
    for (const [name, value] of url.searchParams) place(root, name, value);
    if (withBody && request.method !== 'GET' && request.method !== 'HEAD')
        await readBody(request, root, limit);
    return new Input(root);
}

async function readBody(
    request: Request,
    root: { [name: string]: InputValue },
    limit: number,
): Promise<void> {
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    const bytes = await readBytes(request, limit);
    if (bytes.byteLength === 0) return;
    if (type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded') {
        const form = await new Response(bytes, { headers: request.headers }).formData().catch(() => {
            throw new BadRequest('The form could not be read');
        });
        for (const [name, value] of form) place(root, name, value);
    } else if (type === 'application/json' || type.endsWith('+json') || type === '') {
        Object.assign(root, readJsonObject(bytes));
    } else {
        throw new BadRequest('The body must be JSON or a form');
    }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const body: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
    const chunks: Uint8Array[] = [];
    let size = 0;
    const tooLarge = Number(request.headers.get('content-length')) > limit;
    for (let part; body && !tooLarge && !(part = await body.read()).done;) {
        size += part.value.byteLength;
        if (size > limit) break;
        chunks.push(part.value);
    }
    if (body && (tooLarge || size > limit)) {
        void discardBody(body);
        throw new PayloadTooLarge();
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.byteLength;
    }
    return bytes;
}

function readJsonObject(bytes: Uint8Array): { [name: string]: InputValue } {
    const text = new TextDecoder().decode(bytes);
    if (isTooDeep(text)) throw new BadRequest('The JSON is nested too deeply');
    let parsed: unknown;
    try {
        parsed = JSON.parse(text, LONG_NUMBER.test(text) ? exactly : undefined);
    } catch {
        throw new BadRequest('The JSON could not be read');
    }
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
        throw new BadRequest('The JSON must be an object');
    for (const name of FORBIDDEN_NAMES) delete (parsed as Record<string, unknown>)[name];
    return parsed as { [name: string]: InputValue };
}

/** Ids are texts, but some clients, such as Mastodon.py, send them as the numbers they look like. */
const LONG_NUMBER = /\d{16}/;

/** Whole numbers that a double would round stay as they were written. */
function exactly(_: string, value: unknown, context?: { source?: string }): unknown {
    const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
    return isRounded && context?.source && /^-?\d+$/.test(context.source) ? context.source : value;
}

/** Looks at brackets only, before anything is parsed: JSON.parse accepts nesting that breaks whatever walks it. */
function isTooDeep(text: string): boolean {
    let depth = 0;
    let inString = false;
    for (let i = 0; i < text.length; i++) {
        const char = text[i];
        if (inString) {
            if (char === '\\') i++;
            else if (char === '"') inString = false;
        } else if (char === '"') inString = true;
        else if (char === '[' || char === '{') {
            if (++depth > DEPTH_LIMIT) return true;
        } else if (char === ']' || char === '}') depth--;
    }
    return false;
}

/** Puts `fields_attributes[0][name]` or `media_ids[]` where it belongs. */
export function place(root: { [name: string]: InputValue }, name: string, value: string | File): void {
    const path = [
        name.split('[')[0] ?? '',
        ...Array.from(name.matchAll(/\[([^\]]*)\]/g), (match) => match[1] ?? ''),
    ];
    if (path.length > DEPTH_LIMIT || path.some((part) => FORBIDDEN_NAMES.has(part))) return;
    let at: { [name: string]: InputValue } | InputValue[] = root;
    path.forEach((part, index) => {
        const last = index === path.length - 1;
        const next: InputValue = last ? value : path[index + 1] === '' ? [] : Object.create(null);
        if (Array.isArray(at)) {
            const open: InputValue | undefined = at.at(-1);
            if (!last && isOpenFor(open, path.slice(index + 1))) at = open as never;
            else {
                at.push(next);
                at = next as never;
            }
        } else {
            const existing: InputValue | undefined = at[part];
            if (last) at[part] = value;
            else {
                if (existing === undefined || typeof existing !== 'object' || existing === null)
                    at[part] = next;
                at = at[part] as never;
            }
        }
    });
}

/** `a[][id]=1&a[][text]=x` describe one entry of a list; the next begins where a name comes again. */
function isOpenFor(entry: InputValue | undefined, [name = '']: string[]): boolean {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry) || entry instanceof File)
        return false;
    return name !== '' && entry[name] === undefined;
}

/** What a request carries, read by name and kind. An empty text counts as not given. */
export class Input {
    readonly values: { [name: string]: InputValue };

    constructor(values: { [name: string]: InputValue }) {
        this.values = values;
    }

    /** Was the name given at all, even empty? */
    has(name: string): boolean {
        return this.values[name] !== undefined;
    }

    /**
     * A text, without lone surrogates. `max` counts UTF-16 units.
     * @throws Unprocessable for NUL, another kind of value, or one that is too long.
     */
    text(name: string, { max = 100_000 } = {}): string | undefined {
        const value = this.values[name];
        if (value === undefined || value === null || value === '') return undefined;
        if (typeof value === 'number' || typeof value === 'boolean') return String(value);
        if (typeof value !== 'string') throw new Unprocessable(`${name} must be a text`);
        return checkedText(name, value, max);
    }

    /** The same, where an empty text means something: clearing a field. */
    emptyableText(name: string, options?: { max?: number }): string | undefined {
        return this.values[name] === '' || this.values[name] === null ? '' : this.text(name, options);
    }

    /** A switch: `0 f F false FALSE off OFF` are false, everything else that is given is true. */
    flag(name: string): boolean | undefined {
        const text = this.text(name);
        return text === undefined ? undefined : !FALSE.has(text);
    }

    /** @throws Unprocessable where it is not a whole number. */
    integer(name: string): number | undefined {
        const text = this.text(name);
        if (text === undefined) return undefined;
        if (!/^-?\d{1,15}$/.test(text)) throw new Unprocessable(`${name} must be a whole number`);
        return Number(text);
    }

    /** An id as this server writes them; what cannot be one is reported as undefined. */
    id(name: string): string | undefined {
        const text = this.text(name);
        return isId(text) ? text : undefined;
    }

    /**
     * Texts of `name[]` or `name[0]`, or of a JSON list; a single text counts as a list of one. Empty ones do not count:
     * a form cannot say otherwise that a list is empty.
     */
    list(name: string, { max = 1_000 } = {}): string[] {
        const value = this.values[name];
        if (value === undefined || value === null) return [];
        const entries = entriesOf(value).filter((entry) => entry !== '');
        if (entries.length > max) throw new Unprocessable(`${name} has too many entries`);
        return entries.map((entry) => {
            if (typeof entry === 'string') return checkedText(name, entry, 100_000);
            if (typeof entry === 'number') return String(entry);
            throw new Unprocessable(`${name} must be a list of texts`);
        });
    }

    /** A nested object such as `poll[…]`. */
    group(name: string): Input | undefined {
        const value = this.values[name];
        if (value === undefined || value === null || value === '') return undefined;
        if (typeof value !== 'object' || Array.isArray(value) || value instanceof File)
            throw new Unprocessable(`${name} must be an object`);
        return new Input(value);
    }

    /**
     * Objects of a list, as JSON or as `name[0][…]`, in order; undefined where the name was not given.
     * @throws Unprocessable for anything else, and for more than `max`.
     */
    groups(name: string, { max = 100 } = {}): Input[] | undefined {
        const value = this.values[name];
        if (value === undefined) return undefined;
        if (value === null || value === '') return [];
        if (typeof value !== 'object' || value instanceof File)
            throw new Unprocessable(`${name} must be a list of objects`);
        const entries = Object.values(value);
        if (entries.length > max) throw new Unprocessable(`${name} has too many entries`);
        return entries.map((entry) => {
            if (typeof entry !== 'object' || entry === null || Array.isArray(entry) || entry instanceof File)
                throw new Unprocessable(`${name} must be a list of objects`);
            return new Input(entry);
        });
    }

    file(name: string): File | undefined {
        const value = this.values[name];
        return value instanceof File && value.size > 0 ? value : undefined;
    }

    /** `limit`, `max_id`, `since_id`, `min_id`; the limit is clamped to what is allowed, ids that cannot be are refused. */
    slice({ usual = 20, most = 40 } = {}): Slice {
        const cursor = (name: string) => {
            const text = this.text(name);
            if (text !== undefined && !isId(text)) throw new Unprocessable(`${name} must be an id`);
            return text;
        };
        const limit = this.integer('limit') ?? usual;
        return {
            limit: Math.min(Math.max(limit, 1), most),
            maxId: cursor('max_id'),
            sinceId: cursor('since_id'),
            minId: cursor('min_id'),
        };
    }
}

/** The entries of a list, of an object that is numbered like one, or what stands alone. */
function entriesOf(value: InputValue): InputValue[] {
    if (Array.isArray(value)) return value;
    const isNumbered =
        typeof value === 'object' &&
        value !== null &&
        !(value instanceof File) &&
        Object.keys(value).every((key) => /^\d+$/.test(key));
    return isNumbered ? Object.values(value) : [value];
}

function checkedText(name: string, value: string, max: number): string {
    if (value.includes('\0')) throw new Unprocessable(`${name} contains a character that is not allowed`);
    if (value.length > max) throw new Unprocessable(`${name} is too long`);
    return value.toWellFormed();
}
