/**
 * The part of Structured Fields (RFC 9651) that signatures and digests use: dictionaries of byte sequences, and of
 * inner lists of strings with parameters. Anything else is refused rather than guessed.
 */

/** A field does not follow the grammar. */
export class FieldError extends Error {
    override name = 'FieldError';
}

export interface InnerList {
    items: string[];
    parameters: Map<string, string | number | boolean>;
    /** As written, which is what an RFC 9421 signature covers. */
    source: string;
}

const KEY = /[a-z*][a-z0-9_\-.*]*/y;
const STRING = /"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/y;
const BYTES = /:([A-Za-z0-9+/]*={0,2}):/y;
const INTEGER = /-?\d{1,15}(?![\d.])/y;
const TOKEN = /[A-Za-z*][!#$%&'*+\-.^_`|~:/A-Za-z0-9]*/y;
const SPACES = / */y;
const COMMA = /[ \t]*,[ \t]*/y;

/** Reads `a=:YQ==:, b=:Yg==:`. @throws FieldError, also when a key appears twice. */
export function parseByteDictionary(field: string): Map<string, Buffer> {
    const reader = new Reader(field);
    return reader.dictionary(() => Buffer.from(reader.take(BYTES, 'a byte sequence')[1] ?? '', 'base64'));
}

/** Reads `sig1=("@method" "date");created=1;keyid="x"`. @throws FieldError, also when a key appears twice. */
export function parseInnerListDictionary(field: string): Map<string, InnerList> {
    const reader = new Reader(field);
    return reader.dictionary(() => reader.innerList());
}

class Reader {
    private position = 0;
    private readonly text: string;

    constructor(text: string) {
        this.text = text.trim();
    }

    dictionary<T>(member: () => T): Map<string, T> {
        const members = new Map<string, T>();
        while (this.position < this.text.length) {
            if (members.size > 0) this.take(COMMA, 'a comma');
            const [key] = this.take(KEY, 'a key');
            if (members.has(key)) throw new FieldError(`"${key}" appears twice`);
            this.literal('=');
            members.set(key, member());
        }
        return members;
    }

    innerList(): InnerList {
        const start = this.position;
        const items: string[] = [];
        this.literal('(');
        for (this.take(SPACES, ''); !this.tryLiteral(')'); this.take(SPACES, '')) {
            items.push(this.string());
            if (this.text[this.position] === ';')
                throw new FieldError('components with parameters are not read');
        }
        const parameters = this.parameters();
        return { items, parameters, source: this.text.slice(start, this.position) };
    }

    private parameters(): InnerList['parameters'] {
        const parameters: InnerList['parameters'] = new Map();
        while (this.tryLiteral(';')) {
            this.take(SPACES, '');
            const [key] = this.take(KEY, 'a parameter');
            if (parameters.has(key)) throw new FieldError(`"${key}" appears twice`);
            parameters.set(key, this.tryLiteral('=') ? this.bareItem() : true);
        }
        return parameters;
    }

    private bareItem(): string | number | boolean {
        const next = this.text[this.position] ?? '';
        if (next === '"') return this.string();
        if (next === '?') return this.take(/\?[01]/y, 'a boolean')[0] === '?1';
        if (/[-\d]/.test(next)) return Number(this.take(INTEGER, 'an integer')[0]);
        return this.take(TOKEN, 'a value')[0];
    }

    private string(): string {
        return (this.take(STRING, 'a string')[1] ?? '').replace(/\\(.)/g, '$1');
    }

    private literal(character: string): void {
        if (!this.tryLiteral(character)) throw new FieldError(`"${character}" was expected`);
    }

    private tryLiteral(character: string): boolean {
        if (this.text[this.position] !== character) return false;
        this.position++;
        return true;
    }

    take(pattern: RegExp, expected: string): RegExpExecArray {
        pattern.lastIndex = this.position;
        const match = pattern.exec(this.text);
        if (!match) throw new FieldError(`${expected} was expected`);
        this.position = pattern.lastIndex;
        return match;
    }
}
