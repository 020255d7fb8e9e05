import type { MediaWords } from '$lib/server/domain/media';
import { Unprocessable } from '$lib/server/errors';
import type { Input } from '$lib/server/http';

/** What a client says about a file: `description`, and `focus` as two numbers from −1 to 1, such as `-0.5,0.25`. */
export function readWords(input: Input): MediaWords {
    return { description: input.emptyableText('description'), focus: readFocus(input) };
}

function readFocus(input: Input): MediaWords['focus'] {
    const text = input.text('focus');
    if (text === undefined) return undefined;
    const [x, y, ...more] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
    if (!isCoordinate(x) || !isCoordinate(y) || more.length > 0)
        throw new Unprocessable('Validation failed: focus must be two numbers from -1 to 1');
    return { x, y };
}

function isCoordinate(value: number | undefined): value is number {
    return value !== undefined && value >= -1 && value <= 1;
}
